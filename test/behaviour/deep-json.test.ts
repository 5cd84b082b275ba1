import { createHash } from "node:crypto";
import { expect } from "vitest";
import { ask } from "../support/conversations-api.ts";
import { call, test } from "../support/messages-api.ts";
import { PUBLIC_BASE_URL, type World } from "../support/world.ts";

const deep = (levels: number) => `${"[".repeat(levels)}1${"]".repeat(levels)}`;
const deepObject = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

/** Where writing JSON fails, where PostgreSQL's jsonb does, and just beyond what is taken. */
const LEVELS = [20_000, 7_000, 101];

/** Signs a JSON body as Twilio does, by its hash in the URL. */
function twilioPosts(world: World, body: string): Promise<Response> {
  const hash = createHash("sha256").update(body).digest("hex");
  const path = `/api/twilio/conversation-events?bodySHA256=${hash}`;
  const signature = world.twilio.sign(PUBLIC_BASE_URL + path, {});
  const headers = { "content-type": "application/json", "x-twilio-signature": signature };
  return fetch(world.origin + path, { method: "POST", headers, body });
}

const NESTED = "nested more than 100 levels deep";

/** Each posts a JSON text in a place where JSON may stand, and tells how it was answered. */
const ENDPOINTS: [string, (world: World, json: string) => Promise<[number, string]>][] = [
  ["/api/messages", async (world, json) => told(await call(world, `{"to":"+14155550100","body":${json}}`))],
  ["/api/messages, as a body", async (world, json) => told(await call(world, json))],
  [
    "/api/conversations",
    async (world, json) => told(await ask(world, `{"friendlyName":"x","attributes":${json}}`)),
  ],
  [
    "Twilio's JSON",
    (world, json) => said(twilioPosts(world, `{"EventType":"onConversationAdded","Attributes":${json}}`)),
  ],
  ["Zendesk's JSON", (world, json) => said(world.zendesk.post(`{"ticket_id":"1","title":${json}}`))],
];

const told = ({ status, json }: { status: number; json: unknown }): [number, string] => [
  status,
  JSON.stringify(json),
];
async function said(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  return [response.status, await response.text()];
}

test.for(ENDPOINTS)(
  "%s: JSON that is nested too deeply is refused with 400, and no trace",
  async ([, post], { world }) => {
    for (const levels of LEVELS)
      for (const json of [deep(levels), deepObject(levels)])
        expect(await post(world, json)).toEqual([400, expect.stringContaining(NESTED)]);
    expect([await world.tasks(), await world.logs(), world.calls]).toEqual([[], [], []]);
  },
);

test("brackets in a text are no levels", async ({ world }) => {
  const body = `\\"${"[{".repeat(500)}\\\\`;
  const { status } = await call(world, `{"channel":"sms","to":"+14155550100","body":"${body}"}`);
  expect(status).toBe(202);
  await world.settle();
  expect(world.twilio.sent).toMatchObject([{ body: `"${"[{".repeat(500)}\\` }]);
});

test("a form's attributes that are nested too deeply are refused with 400", async ({ world }) => {
  const fields = new URLSearchParams({ friendlyName: "x", attributes: deepObject(2_000) });
  expect(await ask(world, fields)).toMatchObject({
    status: 400,
    json: {
      problems: expect.arrayContaining([{ path: "attributes", message: "is no JSON object" }]),
    },
  });
});

test("of a batch of Meta's, what is nested too deeply is kept as it came; the rest goes on", async ({
  world,
}) => {
  for (const levels of LEVELS) {
    const message = (n: number, more = "") =>
      `{"id":"wamid.${levels}.${n}","from":"14155550188","type":"text","text":{"body":"Sentence ${n}"}${more}}`;
    const bad = message(2, `,"context":${deepObject(levels)}`);
    const status = `{"id":"wamid.x","status":"sent","pricing":${deep(levels)}}`;
    const value = `{"messaging_product":"whatsapp","messages":[${message(1)},${bad},${message(3)}],"statuses":[${status}]}`;
    const event = `{"field":"account_update","value":{"event":${deep(levels)}}}`;
    const body = `{"entry":[{"changes":[{"field":"messages","value":${value}},${event}]}]}`;
    for (const _ of ["first", "again"]) expect((await world.meta.post(body)).status).toBe(200);
    const dead = await world.tasks("unreadable-element");
    const raws = dead.map(({ payload }) => Object(payload).raw);
    expect(raws).toEqual(expect.arrayContaining([bad, status, event]));
    expect(dead.map(({ last_error }) => last_error)).toContain(
      `$.entry[0].changes[0].value.messages[1]: ${NESTED}`,
    );
  }
  expect(await world.tasks("unreadable-element")).toHaveLength(3 * LEVELS.length);
  const rows = await world.logs("inbound");
  expect(rows.map(({ body }) => body)).toEqual(LEVELS.flatMap(() => ["Sentence 1", "Sentence 3"]));
});

test("a webhook of Meta's that is nothing but brackets is kept and answered 200", async ({ world }) => {
  for (const body of [
    deep(30_000),
    deepObject(30_000),
    `{"entry":${deep(30_000)}}`,
    `{"entry":[{"changes":${deepObject(29_000)}}]}`,
  ]) {
    expect((await world.meta.post(body)).status).toBe(200);
  }
  expect(await world.tasks("unreadable-element")).toHaveLength(4);
});
