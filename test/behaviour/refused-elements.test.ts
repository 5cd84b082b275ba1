import { expect } from "vitest";
import { test } from "../support/shared-world.ts";
import type { LogRow, World } from "../support/world.ts";

/** What PostgreSQL takes neither as text nor in JSON. */
const BAD = "a\u0000b\ud800c";
const CLEAN = "a\ufffdb\ufffdc";

let batches = 0;
const text = (id: string, body: string) => ({
  id,
  from: "14155550188",
  timestamp: "1767225600",
  type: "text",
  text: { body },
});

type Stored = LogRow & { external_message_id: string };

/** A batch with this element between two good ones, whatever its id; what is stored of it, by the three places. */
async function inTheMiddle(world: World, element: object, beside: object = {}) {
  batches += 1;
  const [first, last] = [`wamid.${batches}.first`, `wamid.${batches}.last`];
  const middle = { id: `wamid.${batches}.middle`, from: "14155550188", timestamp: "1767225600", ...element };
  const body = world.meta.envelope({
    messaging_product: "whatsapp",
    messages: [text(first, "Before"), middle, text(last, "After")],
    ...beside,
  });
  const before = new Set((await world.logs("inbound")).map(({ id }) => id));
  // Twice, as Meta does when our answer is lost.
  expect([(await world.meta.post(body)).status, (await world.meta.post(body)).status]).toEqual([200, 200]);
  const rows = ((await world.logs("inbound")) as Stored[]).filter(({ id }) => !before.has(id));
  const stored = (id: string) => rows.find((row) => row.external_message_id === id);
  expect([stored(first)?.body, stored(last)?.body]).toEqual(["Before", "After"]);
  const promised = await world.database.rows(
    "select dedupe_key from tasks where kind = 'answer-message' and dedupe_key = any($1)",
    [rows.map(({ id }) => id)],
  );
  expect(promised).toHaveLength(rows.length);
  return { middle: rows.find((row) => ![first, last].includes(row.external_message_id)), rows };
}

const dead = (world: World) => world.tasks("unreadable-element");

test.for([
  ["a file's name", { type: "document", document: { id: "1", filename: BAD, mime_type: "a/b" } }, "media"],
  ["a file's id", { type: "image", image: { id: BAD, mime_type: "a/b" } }, null],
  ["a file's type", { type: "image", image: { id: "1", mime_type: BAD } }, "media"],
  ["a caption", { type: "image", image: { id: "1", caption: BAD } }, "body"],
  ["a text", { type: "text", text: { body: BAD } }, "body"],
  ["a contact card", { type: "contacts", contacts: [{ name: { formatted_name: BAD } }] }, "body"],
  ["a place", { type: "location", location: { latitude: 1, longitude: BAD, name: BAD } }, "detail"],
  ["a button", { type: "button", button: { text: BAD, payload: BAD } }, "detail"],
  ["a list", { type: "interactive", interactive: { list_reply: { id: BAD, title: "x" } } }, "detail"],
  ["a system message", { type: "system", system: { type: "x", body: BAD } }, "body"],
  ["what is quoted", { type: "text", text: { body: "x" }, context: { id: BAD } }, "detail"],
  ["an advertisement", { type: "text", text: { body: "x" }, referral: { headline: BAD } }, "detail"],
  [
    "an edited file",
    { type: "edit", edit: { message: { type: "image", image: { id: "1", caption: BAD } } } },
    "body",
  ],
  ["its own type", { type: BAD }, "body"],
  [
    "a form's answers",
    {
      type: "interactive",
      interactive: { nfm_reply: { name: "flow", response_json: JSON.stringify({ [BAD]: BAD }) } },
    },
    "body",
  ],
] as const)(
  "a message with NUL and half an emoji in %s is stored, cleaned",
  async ([, element, column], { shared }) => {
    const { middle } = await inTheMiddle(shared, element);
    expect(middle).toBeDefined();
    if (column) expect(JSON.stringify(middle?.[column])).toContain(CLEAN);
    expect(await dead(shared)).toEqual([]);
  },
);

test("an id and a name with NUL and half an emoji are stored, cleaned", async ({ shared }) => {
  const { middle } = await inTheMiddle(
    shared,
    { id: `wamid.${BAD}`, from: "14155550133", type: "text", text: { body: "Hello there" } },
    { contacts: [{ wa_id: "14155550133", profile: { name: BAD, username: BAD } }] },
  );
  expect(middle).toMatchObject({ external_message_id: `wamid.${CLEAN}` });
  const named = "select profile_name, username from contacts where phone = '+14155550133'";
  expect(await shared.database.rows(named)).toEqual([{ profile_name: CLEAN, username: CLEAN }]);
});

test("a name of two million different letters does not keep its message away", async ({ shared }) => {
  const name = Array.from({ length: 300_000 }, (_, n) => n.toString(36)).join(" ");
  const { middle } = await inTheMiddle(
    shared,
    { from: "14155550134", type: "text", text: { body: "Hello there" } },
    { contacts: [{ wa_id: "14155550134", profile: { name } }] },
  );
  expect(middle).toMatchObject({ body: "Hello there" });
});

const SAID = "2024-11-19T07:06:40.000Z";
const soon = Math.floor(Date.now() / 1000) + 600;

test.for([
  ["seconds", "1732000000", SAID],
  ["seconds as a number", 1732000000, SAID],
  ["milliseconds", 1732000000000, SAID],
  ["microseconds", 1732000000000000, SAID],
  ["microseconds as text", "1732000000000000", SAID],
  ["ten minutes ahead", soon, new Date(soon * 1000).toISOString()],
  ["before WhatsApp", "1000000000", null],
  ["the year 2199", 7226582400, null],
  ["nanoseconds", "1732000000000000000", null],
  ["a number beyond all numbers", `9${"0".repeat(400)}`, null],
  ["less than nothing", -5, null],
  ["a word", "yesterday", null],
  ["an object", { seconds: 1 }, null],
] as const)("a timestamp in %s", async ([, timestamp, at], { shared }) => {
  const { middle } = await inTheMiddle(shared, { timestamp, type: "text", text: { body: "When was it?" } });
  expect(middle?.sent_at?.toISOString() ?? null).toBe(at);
  const wamid = `wamid.status.${batches}`;
  const statuses = [{ id: wamid, status: "sent", timestamp }];
  expect((await shared.meta.post(shared.meta.envelope({ statuses }))).status).toBe(200);
  const rows = await shared.database.rows<{ sent_at: Date; now: Date }>(
    "select sent_at, now() from contact_logs where external_message_id = $1",
    [wamid],
  );
  expect(rows).toHaveLength(1);
  if (at) expect(rows[0]?.sent_at.toISOString()).toBe(at);
  // Where nothing sensible is told, it was sent by now.
  else expect(rows[0]?.sent_at.getTime()).toBeGreaterThan(Date.now() - 86_400_000);
});

test("a status with a hostile price and error is stored, cleaned", async ({ shared }) => {
  const statuses = ["first", BAD, "last"].map((category, n) => ({
    id: `wamid.priced.${n}`,
    status: "failed",
    timestamp: "1767225600",
    pricing: { category },
    errors: [{ code: category.repeat(3_000), title: category }],
  }));
  expect((await shared.meta.post(shared.meta.envelope({ statuses }))).status).toBe(200);
  const rows = await shared.database.rows(
    "select pricing_category, length(error_code) < 100 as brief from contact_logs where external_message_id like 'wamid.priced.%' order by 1",
  );
  expect(rows).toEqual(
    [CLEAN, "first", "last"].map((pricing_category) => ({ pricing_category, brief: true })),
  );
});

test.for([
  ["a value", { event: BAD }, { event: CLEAN }],
  ["a key", { deep: [{ [BAD]: 1 }] }, { deep: [{ [CLEAN]: 1 }] }],
  ["a member that objects have anyway", JSON.parse(`{"__proto__":{"x":${JSON.stringify(BAD)}}}`), null],
] as const)(
  "an account event with NUL and half an emoji in %s is stored, cleaned",
  async ([name, value, kept], { shared }) => {
    const change = (payload: object) => ({ field: "account_update", value: { name, ...payload } });
    const hostile = { field: "account_update", value };
    const entry = [{ changes: [change({ n: 1 }), hostile, change({ n: 2 })] }];
    const before = await events(shared);
    for (let times = 0; times < 2; times += 1) expect((await shared.meta.post({ entry })).status).toBe(200);
    const stored = (await events(shared)).slice(before.length);
    expect(stored).toHaveLength(3);
    expect(stored).toEqual(
      expect.arrayContaining([
        { name, n: 1 },
        { name, n: 2 },
      ]),
    );
    if (kept) expect(stored).toContainEqual(kept);
    expect(await dead(shared)).toEqual([]);
  },
);

test("a wish and a new user id beside hostile ones are obeyed", async ({ shared }) => {
  await inTheMiddle(shared, { from: "14155550135", type: "text", text: { body: "Hello there" } });
  const wishes = ["14155550199", "14155550135", "14155550198"].map((wa_id, n) => ({
    wa_id: n === 1 ? wa_id : wa_id + BAD,
    value: "stop",
    timestamp: 1732000000000000,
  }));
  const user_id = (current: string) => ({ user_id: { previous: `US.${BAD}`, current } });
  const entry = [
    {
      changes: [
        { field: BAD.repeat(3_000), value: {} },
        { field: "user_preferences", value: { user_preferences: wishes } },
        { field: "user_id_update", value: { user_id_update: [user_id(BAD), user_id("US.1")] } },
      ],
    },
  ];
  expect((await shared.meta.post({ entry })).status).toBe(200);
  expect(
    await shared.database.rows("select opted_out_at from contacts where phone = '+14155550135'"),
  ).toEqual([{ opted_out_at: new Date(SAID) }]);
  expect(await dead(shared)).toEqual([]);
});

test("an id of 9,000 characters is kept as one dead task", async ({ shared }) => {
  const { rows } = await inTheMiddle(shared, {
    id: "x".repeat(9_000),
    type: "text",
    text: { body: "Hello" },
  });
  expect(rows).toHaveLength(2);
  const kept = await dead(shared);
  expect(kept).toHaveLength(1);
  expect(kept[0]?.last_error).toMatch(/messages\[1\]: id is missing or malformed$/);
});

test("numbers beyond all numbers are stored as nothing", async ({ shared }) => {
  const body = '{"entry":[{"changes":[{"field":"account_update","value":{"limit":1e400000}}]}]}';
  expect((await shared.meta.post(body)).status).toBe(200);
  expect(await events(shared)).toContainEqual({ limit: null });
});

async function events({ database }: World): Promise<unknown[]> {
  const rows = await database.rows<{ payload: unknown }>(
    "select payload from account_events order by created_at, id",
  );
  return rows.map(({ payload }) => payload);
}
