import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { newId } from "../../lib/db/new-id.ts";
import { type LogRow, test, type World } from "../support/world.ts";
import { BECOMES, type Became, QUOTED } from "./meta-fixtures-become.ts";

/** Webhooks captured by others; not part of the project. */
const FOLDER = fileURLToPath(new URL("../../../shared/fixtures/", import.meta.url));
const files = existsSync(FOLDER) ? Object.keys(BECOMES) : [];

type Fields = Record<string, unknown>;
type Change = { field: string; value: Record<"messages" | "statuses" | "user_preferences", Fields[]> };
type Webhook = { entry: { changes: Change[] }[] };

test.for(files)(
  "%s: every webhook in it is stored and becomes what the table says (skipped without the fixtures)",
  async (file, { world }) => {
    const became: Record<string, unknown> = {};
    for (const [n, [name, captured]] of webhooksIn(JSON.parse(read(file))).entries()) {
      const webhook = ofItsOwn(captured, n, world);
      await prepare(world, webhook);
      const mark = newId();
      expect((await world.meta.post(webhook)).status, name).toBe(200);
      await world.settle();
      const [only, ...others] = [
        ...(await logsSince(world, mark)),
        ...(await eventsSince(world, mark, webhook)),
      ];
      became[name] = others.length === 0 ? only : [only, ...others];
    }
    expect(became).toEqual(BECOMES[file]);
    expect((await world.tasks()).filter(({ dead_at }) => dead_at)).toEqual([]);
  },
);

test.skipIf(files.length === 0)("no captured webhook of Meta's is missing in the table", () => {
  const captured = ["pywa", "vercel-chat"].flatMap((folder) =>
    readdirSync(`${FOLDER}${folder}`)
      .filter((name) => name.endsWith(".json"))
      .map((name) => `${folder}/${name}`),
  );
  expect(Object.keys(BECOMES).sort()).toEqual(captured.sort());
});

function read(file: string): string {
  return readFileSync(`${FOLDER}${file}`, "utf8");
}

/** Every webhook in a file, by its name there, however deep its author put it. */
function webhooksIn(value: unknown, name = ""): [string, Webhook][] {
  if (typeof value !== "object" || value === null) return [];
  if ("entry" in value) return [[name, value as Webhook]];
  return Object.entries(value).flatMap(([key, inner]) => webhooksIn(inner, key));
}

/** Captured webhooks share their ids and people: each is made one of its own, to our number. */
function ofItsOwn(captured: Webhook, n: number, { env }: World): Webhook {
  return JSON.parse(
    JSON.stringify(captured)
      .replaceAll("wamid.", `wamid.${n}.`)
      .replaceAll("972987654321", String(972987654321 + n))
      .replaceAll("US.13491208655302741918", `US.1349120865530274${1000 + n}`)
      .replaceAll(/"id":"(\d+)"/g, `"id":"$1${n}"`)
      .replaceAll(/"phone_number_id":"[^"]+"/g, `"phone_number_id":"${env.WHATSAPP_PHONE_NUMBER_ID}"`),
  );
}

/** What must have been before: the files lie at Meta, what it is about was written, who resumes had stopped. */
async function prepare({ meta, settle }: World, webhook: Webhook): Promise<void> {
  for (const { id, mime_type } of filesIn(webhook)) {
    const { media } = meta.miss("a file", { contentType: String(mime_type), bytes: Buffer.from("bytes") });
    if (media) media.id = String(id);
  }
  const [change] = webhook.entry[0]?.changes ?? [];
  const [message] = change?.value.messages ?? [];
  const about = aboutOf(message);
  if (about) {
    const before = { from: message?.from, id: about, type: "text", text: { body: QUOTED } };
    await meta.post(meta.envelope({ ...change?.value, messages: [before] }));
  }
  const [wish] = change?.value.user_preferences ?? [];
  if (wish) {
    await meta.receive(QUOTED, { contact: { wa_id: String(wish.wa_id) } });
    const stop = { ...wish, value: "stop" };
    await meta.post(meta.envelope({ user_preferences: [stop] }, "user_preferences"));
  }
  await settle();
}

function filesIn(value: unknown): Fields[] {
  if (typeof value !== "object" || value === null) return [];
  if ("mime_type" in value) return [value];
  return Object.values(value).flatMap(filesIn);
}

/** The message that somebody reacted to, edited or deleted. */
function aboutOf(message: Fields | undefined): string | undefined {
  const { reaction, edit, revoke } = (message ?? {}) as Record<string, Fields | undefined>;
  const id = reaction?.message_id ?? edit?.original_message_id ?? revoke?.original_message_id;
  return typeof id === "string" ? id : undefined;
}

type Row = LogRow & { phone: string | null; pricing_category: string | null; via: string | null };

/** Everything that Meta told of: replies of ours are left out. */
async function logsSince(world: World, mark: string): Promise<Became[]> {
  const rows = await world.database.rows<Row>(
    `select l.*, c.phone from contact_logs l left join contacts c on c.id = l.contact_id
     where l.id > $1 and (l.direction = 'inbound' or l.contact_id is null or l.via is not null) order by l.id`,
    [mark],
  );
  return rows.map((row) => {
    if (row.via) return { echo: row.kind, of: row.phone };
    return row.direction === "inbound" ? messageBecame(world, row) : statusBecame(row);
  });
}

function messageBecame({ zendesk }: World, { kind, phone, ticket_id }: Row): Became {
  if (ticket_id === null) return { kept: kind, of: phone };
  const { subject, comments } = zendesk.ticket(ticket_id);
  const comment = comments.at(-1);
  const says = comment?.body.replace(/\n\nRef \S+$/, "") ?? "";
  const files = comment?.attachments.map(({ content_type }) => content_type) ?? [];
  return {
    ...(comments.length === 1 ? { ticket: subject, says } : { comment: says }),
    ...(files.length > 0 && { files }),
  };
}

function statusBecame(row: Row): Became {
  const { status, error_code: error, error_message: why, pricing_category: billed } = row;
  const proofs = { sent: row.sent_at, delivered: row.delivered_at, read: row.read_at, failed: row.failed_at };
  return {
    status,
    ...Object.fromEntries(
      Object.entries(proofs).flatMap(([name, at]) => (at ? [[name, at.toISOString()]] : [])),
    ),
    ...(error && { error, why: why ?? "" }),
    ...(billed && { billed }),
  };
}

/** Events, each with all that Meta said, and whether who wished something is opted out now. */
async function eventsSince(world: World, mark: string, webhook: Webhook): Promise<Became[]> {
  const rows = await world.database.rows<{ field: string; payload: Fields }>(
    "select field, payload from account_events where id > $1 order by id",
    [mark],
  );
  const [change] = webhook.entry[0]?.changes ?? [];
  const contacts = await world.database.rows<{ opted_out_at: Date | null }>(
    "select opted_out_at from contacts",
  );
  for (const { field, payload } of rows)
    if (field !== "errors") expect([field, payload]).toEqual([change?.field, change?.value]);
  return rows.map(({ field }) => ({
    event: field,
    ...(field === "user_preferences" && { optedOut: contacts.some(({ opted_out_at }) => opted_out_at) }),
  }));
}
