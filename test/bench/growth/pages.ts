import { endpoint as consolePages } from "../../../api/console.ts";
import { endpoint as contacts } from "../../../api/contacts.ts";
import { endpoint as messages } from "../../../api/messages.ts";
import { type Place, writeCursor } from "../../../lib/domain/cursor.ts";
import { BLOCK, phoneOf } from "./fill-words.ts";
import { type Compared, PASSWORD, SECRET, type Side } from "./side.ts";

const LOCAL = { "x-forwarded-host": "localhost" };
const SIGNED_IN = { ...LOCAL, authorization: `Basic ${Buffer.from(`bench:${PASSWORD}`).toString("base64")}` };
const BEARER = { ...LOCAL, authorization: `Bearer ${SECRET}` };

/** @throws {Error} where the page is an error, or lacks what it should show */
async function read(answer: Promise<Response>, shows: RegExp) {
  const response = await answer;
  const text = await response.text();
  if (response.status >= 400 || !shows.test(text))
    throw new Error(`${response.status}: ${text.slice(0, 2_000)}`);
}

/** A page of the console shows this. */
function look(name: string, path: string | ((side: Side) => Promise<string>), shows = /<tr id=/): Compared {
  return {
    name,
    before: async (side) => (typeof path === "string" ? path : path(side)),
    run({ deps }, at: string) {
      const [page = "", query = ""] = at.split("?");
      const url = `http://localhost/console${page}?${query}&page=${page.slice(1)}`;
      return read(consolePages.with(deps).GET(new Request(url, { headers: SIGNED_IN })), shows);
    },
  };
}

function search(name: string, q: string | ((side: Side) => string)): Compared {
  return {
    name: `contacts, searched by ${name}`,
    run: (side) =>
      read(
        consolePages.with(side.deps).POST(
          new Request("http://localhost/console/contacts?page=contacts", {
            method: "POST",
            headers: { ...SIGNED_IN, origin: "http://localhost" },
            body: new URLSearchParams({ q: typeof q === "string" ? q : q(side) }),
          }),
        ),
        /<tr id=|^$/,
      ),
  };
}

function call(
  name: string,
  api: { with: (deps: never) => { GET(request: Request): Promise<Response> } },
  query: string,
): Compared {
  const get = (side: Side) =>
    api.with(side.deps as never).GET(new Request(`http://localhost/api/x?${query}`, { headers: BEARER }));
  return { name: `GET ${name}`, run: (side) => read(get(side), /./) };
}

const moment = (at: string) => `to_char(${at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The cursor of the middle of a list. */
function middle(path: string, from: string, { at, id = "id" }: { at: string; id?: string }) {
  const places = new WeakMap<Side, string>();
  return async (side: Side) => {
    const known = places.get(side);
    if (known) return known;
    const [place] = await side.ask<Place>(
      `select ${moment(at)} as at, ${id}::text as id from ${from} order by ${at} desc, ${id} desc
       offset (select count(*) / 2 from ${from}) limit 1`,
    );
    if (!place) throw new Error(`${path}: nothing in the middle`);
    const link = `${path}cursor=${writeCursor(place)}`;
    places.set(side, link);
    return link;
  };
}

/** Half way back, behind a contact whose latest message that was. */
async function middleOfContacts(side: Side) {
  const placeOf = async (n: number) => {
    const [place] = await side.ask<Place>(
      `select ${moment("created_at")} as at, id
       from contact_logs where id = ('00000000-0000-7000-8000-' || lpad(($1::bigint)::text, 12, '0'))::uuid`,
      [n],
    );
    return writeCursor(place as Place);
  };
  const n = Math.floor(side.rows / 2 / BLOCK) * BLOCK + BLOCK - 30;
  return `/contacts?cursor=${await placeOf(side.rows - 1)}.${await placeOf(n)}`;
}

const DEAD = "(select * from tasks where dead_at is not null) t";
const DUE = "(select * from tasks where done_at is null and dead_at is null and due_at <= now()) t";
const UNCONFIRMED =
  "(select l.* from tasks t join contact_logs l on l.id = (t.payload->>'logId')::uuid where t.kind = 'report-unsure' and l.unsure_at is not null) l";
const CONTACT = "00000000-0000-7000-8000-000000000007";
const BATCH = "00000000-0000-7000-8000-000000000000";
const listOf = (name: string, path: string, middlePath: ReturnType<typeof middle>): Compared[] => [
  look(name, path),
  look(`${name}, half way`, middlePath),
];

/** Each list, its first page and one half way to its end, with and without what it can be asked for. */
export const PAGES: Compared[] = [
  look("overview, today", "?range=today", /Overview/),
  look("overview, 7 days", "", /Overview/),
  look("overview, 30 days", "?range=30d", /Overview/),
  look("contacts", "/contacts"),
  look("contacts, half way", middleOfContacts),
  search("beginning of a number", "+141510001"),
  search("its last seven digits", "1000142"),
  search("last digits that many have", "142"),
  search("whole number", ({ rows }) => phoneOf(Math.floor(rows / 20))),
  search("name that one has", "Zoë42x"),
  search("name that many have", "Müll"),
  search("ticket", "42"),
  look("a contact of ten messages", `/contacts/${CONTACT}`, /order/),
  ...listOf(
    "conversations",
    "/conversations",
    middle("/conversations?", "conversations", { at: "created_at", id: "sid" }),
  ),
  ...listOf("batches", "/batches", middle("/batches?", "batches", { at: "created_at" })),
  look("a batch", `/batches/${BATCH}`, /./),
  ...listOf("tasks, due", "/tasks", middle("/tasks?show=due&", DUE, { at: "due_at" })),
  look("tasks, waiting", "/tasks?show=waiting"),
  ...listOf("tasks, dead", "/tasks?show=dead", middle("/tasks?show=dead&", DEAD, { at: "dead_at" })),
  look("dead tasks by reason", "/tasks/dead", /./),
  ...listOf(
    "unconfirmed messages",
    "/unconfirmed",
    middle("/unconfirmed?", UNCONFIRMED, { at: "unsure_at" }),
  ),
  look("recovery", "/recovery"),
  look("templates", "/templates", /template/),
  ...listOf("audit", "/audit", middle("/audit?", "audit", { at: "at" })),
  look("audit, of a common action", "/audit?action=contact.block"),
  look("audit, of a rare action", "/audit?action=upstream.try"),
  look("audit, of a contact", `/audit?subject=contact:${CONTACT}`),
  call("/api/contacts?phone", contacts as never, "phone=%2B14151000107"),
  call("/api/contacts?stats=30d", contacts as never, "stats=30d"),
  call("/api/contacts?audit=30d", contacts as never, "audit=30d"),
  call("/api/messages?batch", messages as never, `batch=${BATCH}`),
  call("/api/messages?recipients=all", messages as never, `batch=${BATCH}&recipients=all`),
  call("/api/messages?recipients=failed", messages as never, `batch=${BATCH}&recipients=failed`),
];
