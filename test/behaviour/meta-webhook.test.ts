import { expect } from "vitest";
import { createWorld, test, type World } from "../support/world.ts";

const replies = (world: World) => world.meta.sent.map(({ payload }) => payload);

test("a message by Meta becomes a ticket, its number comes back, and every tick is kept", async ({
  world,
}) => {
  const { response } = await world.meta.receive("My printer is on fire");
  expect(response.status).toBe(200);
  await world.settle();
  const [ticket] = world.zendesk.tickets;
  expect(ticket).toMatchObject({ subject: "My printer is on fire", tags: ["whatsapp"] });
  const [row] = await world.logs("outbound");
  expect(replies(world)).toMatchObject([
    {
      type: "text",
      text: { body: `Ticket #${ticket?.id} created: 'My printer is on fire'. We'll get back to you soon.` },
      biz_opaque_callback_data: row?.id,
    },
  ]);
  const wamid = world.meta.sent[0]?.id ?? "";
  for (const status of ["sent", "read", "delivered"])
    expect((await world.meta.status(wamid, status)).status).toBe(200);
  const [after] = await world.logs("outbound");
  expect(after).toMatchObject({ status: "read", external_message_id: wamid, pricing_category: "service" });
  expect([after?.sent_at, after?.delivered_at, after?.read_at].every((at) => at instanceof Date)).toBe(true);
});

test("while work on a message begins, the customer sees that it was read", async ({ world }) => {
  const { wamid } = await world.meta.receive("My printer is on fire");
  await world.settle();
  expect(world.meta.read).toContain(wamid);
  expect(world.meta.typing).toContain(wamid);
});

test("verification: the challenge and nothing else, for the right token only", async ({ world }) => {
  const right = await world.meta.verify({ "hub.challenge": "1158201444" });
  expect([right.status, right.headers.get("content-type"), await right.text()]).toEqual([
    200,
    "text/plain; charset=utf-8",
    "1158201444",
  ]);
  expect((await world.meta.verify({ "hub.verify_token": "another" })).status).toBe(403);
  expect((await world.meta.verify({ "hub.mode": "unsubscribe" })).status).toBe(403);
  expect((await world.meta.verify({ "hub.challenge": undefined })).status).toBe(400);
  expect((await world.meta.verify({ "hub.verify_token": undefined })).status).toBe(400);
  expect((await world.meta.verify({ "hub.challenge": ["1", "2"] })).status).toBe(400);
  expect((await world.meta.verify({}, "/webhook")).status).toBe(200);
});

test("a signature that is missing, wrong, malformed or of other bytes is refused with 401", async ({
  world,
}) => {
  const body = JSON.stringify(world.meta.envelope({ messaging_product: "whatsapp" }));
  const right = world.meta.sign(body);
  const wrong = [
    "",
    `${right.slice(0, -1)}${right.endsWith("0") ? "1" : "0"}`,
    right.slice(0, 30),
    `${right}zz`,
    "sha256=",
  ];
  for (const signature of wrong)
    expect((await world.meta.post(body, { signature })).status, signature).toBe(401);
  expect((await world.meta.post(`${body} `, { signature: right })).status).toBe(401);
  expect((await world.meta.post(body, { appSecret: "another" })).status).toBe(401);
  expect((await world.meta.post(body, { signature: right })).status).toBe(200);
});

test.for([
  "WHATSAPP_VERIFY_TOKEN",
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_PHONE_NUMBER_ID",
  "WHATSAPP_WEBHOOK_SECRET",
])("without %s its routes answer 503 naming it, and Twilio's go on", async (setting) => {
  const world = await createWorld({ env: { [setting]: undefined } });
  for (const response of [
    await world.meta.verify(),
    (await world.meta.receive("Hello there, it is me")).response,
  ]) {
    expect(response.status).toBe(503);
    expect(await response.text()).toContain(setting);
  }
  expect(
    (await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "By the other way" })).response.status,
  ).toBe(200);
  await world.close();
});

test("the minimal payload that people make by hand works", async ({ world }) => {
  const body = {
    entry: [
      {
        changes: [
          {
            value: { messages: [{ id: "wamid.hand", from: "+14155550188", text: { body: "Made by hand" } }] },
          },
        ],
      },
    ],
  };
  expect((await world.meta.post(body)).status).toBe(200);
  await world.settle();
  expect(await world.logs("inbound")).toMatchObject([
    { body: "Made by hand", external_message_id: "wamid.hand" },
  ]);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("one bad element of a batch becomes a dead task with its place; the rest goes on", async ({ world }) => {
  const message = (n: number) => ({
    id: `wamid.${n}`,
    from: "14155550188",
    type: "text",
    text: { body: `Sentence ${n}` },
  });
  const messages = [message(1), { type: "text", text: { body: "nobody sent it" } }, 7, message(2)];
  const body = world.meta.envelope({
    messaging_product: "whatsapp",
    messages,
    statuses: [{ id: "wamid.x", status: "teleported" }],
  });
  expect((await world.meta.post(body)).status).toBe(200);
  expect((await world.meta.post(body)).status).toBe(200);
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual(["Sentence 1", "Sentence 2"]);
  const dead = await world.tasks("unreadable-element");
  expect(dead.map(({ last_error }) => last_error).sort()).toEqual([
    expect.stringMatching(/^\$\.entry\[0\]\.changes\[0\]\.value\.messages\[1\]: id is missing/),
    expect.stringMatching(/^\$\.entry\[0\]\.changes\[0\]\.value\.messages\[2\]: /),
    expect.stringMatching(/statuses\[0\]: a status that nobody here knows$/),
  ]);
});

test.for(["not json", "[]", "null", '{"entry":7}', "{}"])(
  "authentic nonsense (%s) is kept and answered 200",
  async (body, { world }) => {
    expect((await world.meta.post(body)).status).toBe(200);
    expect(await world.tasks("unreadable-element")).toHaveLength(1);
  },
);

test("messages for another number are ignored and counted", async ({ world }) => {
  const value = {
    metadata: { phone_number_id: "99999999999" },
    messages: [{ id: "wamid.1", from: "14155550188", text: { body: "For others" } }],
  };
  expect((await world.meta.post({ entry: [{ changes: [{ field: "messages", value }] }] })).status).toBe(200);
  expect(await world.logs()).toEqual([]);
  expect(world.logged).toContainEqual(expect.objectContaining({ foreign: 1 }));
});

test("the same batch 50 times at once: each wamid once", async ({ world }) => {
  const messages = Array.from({ length: 5 }, (_, n) => ({
    id: `wamid.${n}`,
    from: `1415555019${n}`,
    type: "text",
    text: { body: `Sentence ${n} of the batch` },
  }));
  const body = world.meta.envelope({ messaging_product: "whatsapp", messages });
  const answers = await Promise.all(Array.from({ length: 50 }, () => world.meta.post(body)));
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
  await world.settle();
  expect(await world.logs("inbound")).toHaveLength(5);
  expect(world.zendesk.tickets).toHaveLength(5);
  expect(world.meta.sent).toHaveLength(5);
});

test("database away: 500, which Meta repeats", async () => {
  const world = await createWorld({ env: { DATABASE_URL: "postgres://postgres@127.0.0.1:1/nothing" } });
  expect((await world.meta.receive("Hello there, it is me")).response.status).toBe(500);
  await world.close();
});
