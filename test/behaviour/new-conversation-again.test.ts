import { expect } from "vitest";
import { auditOf, refuse } from "../support/audit.ts";
import { mirror } from "../support/conversations.ts";
import { ask } from "../support/conversations-api.ts";
import { createWorld, test } from "../support/world.ts";

const ORDER = {
  friendlyName: "Order 7",
  uniqueName: "order/7 ü?",
  participants: [{ identity: "agent.kim" }],
};
const isCreation = ({ path }: { path: string }) => path.endsWith("/ConversationWithParticipants");
const isMessage = ({ path }: { path: string }) => path.endsWith("/Messages");

test("asked for again by its uniqueName, a conversation is found: 200, and there is one", async ({
  world,
}) => {
  const first = await ask(world, ORDER);
  const second = await ask(world, ORDER);
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.json).toEqual({ ...first.json, created: false });
  expect(world.twilio.conversations).toHaveLength(1);
  expect((await mirror(world)).conversations).toHaveLength(1);
});

test("asked for ten times at once, at two instances, there is one, and one caller made it", async ({
  world,
}) => {
  const other = await world.anotherInstance();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => ask(world, ORDER, { origin: n % 2 ? other.origin : world.origin })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
  expect(new Set(answers.map(({ json }) => json.sid)).size).toBe(1);
  expect(world.twilio.conversations).toHaveLength(1);
  const { conversations, participants } = await mirror(world);
  expect([conversations.length, participants.length]).toEqual([1, 1]);
});

test("without a uniqueName, an Idempotency-Key takes its place", async ({ world }) => {
  const { uniqueName, ...order } = ORDER;
  const headers = { "idempotency-key": "order-7-of-tuesday" };
  const [first, second] = [await ask(world, order, { headers }), await ask(world, order, { headers })];
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.json).toMatchObject({ sid: first.json.sid, uniqueName: "order-7-of-tuesday" });
  expect((await ask(world, ORDER, { headers })).json).toMatchObject({ uniqueName, created: true });
});

test("without either, asking twice makes two: nothing tells them apart from two orders", async ({
  world,
}) => {
  const { uniqueName, ...order } = ORDER;
  expect((await ask(world, order)).status).toBe(201);
  expect((await ask(world, order)).status).toBe(201);
  expect(world.twilio.conversations).toHaveLength(2);
});

test("a uniqueName that another conversation bears is a conflict: 409, naming that one", async ({
  world,
}) => {
  const { sid } = (await ask(world, ORDER)).json;
  const { status, json } = await ask(world, { ...ORDER, friendlyName: "Order 8" });
  expect([status, json.error]).toEqual([
    409,
    `This uniqueName is taken by conversation ${sid} with another friendlyName.`,
  ]);
  expect(world.twilio.conversations).toHaveLength(1);
});

test("when Twilio's answer is lost, the conversation is found by its uniqueName", async ({ world }) => {
  world.fail("twilio", "drop-after", { times: 1, when: isCreation });
  const { status, json } = await ask(world, ORDER);
  expect([status, json.sid]).toEqual([200, world.twilio.conversations[0]?.sid]);
  expect((await mirror(world)).conversations).toHaveLength(1);
});

test("when Twilio's answer is lost and nothing is found, 504 says so, and asking again makes one", async ({
  world,
}) => {
  world.fail("twilio", "drop-before", { times: 1, when: isCreation });
  const lost = await ask(world, ORDER);
  expect([lost.status, lost.json.error]).toEqual([
    504,
    expect.stringMatching(/may have been created: look for its uniqueName before you try again/),
  ]);
  expect((await ask(world, ORDER)).status).toBe(201);
  expect(world.twilio.conversations).toHaveLength(1);
});

test("when Twilio falls silent altogether after it created, 504, and asking again finds it", async ({
  world,
}) => {
  world.fail("twilio", "drop-after");
  expect((await ask(world, ORDER)).status).toBe(504);
  world.heal();
  expect((await ask(world, ORDER)).status).toBe(200);
  expect(world.twilio.conversations).toHaveLength(1);
});

test.for(["drop-after", "html"] as const)(
  "without a uniqueName, an answer lost (%s) is 504 and not asked for again",
  async (fault, { world }) => {
    const { uniqueName, ...order } = ORDER;
    world.fail("twilio", fault, { times: 1, when: isCreation });
    const { status, json } = await ask(world, order);
    expect([status, json.error]).toEqual([504, expect.stringContaining("may have been created")]);
    expect(world.calls).toHaveLength(1);
  },
);

test("a message whose answer is lost is 504 and never sent twice; its webhook mirrors it", async ({
  world,
}) => {
  const { sid } = (await ask(world, ORDER)).json;
  world.fail("twilio", "drop-after", { times: 1, when: isMessage });
  const { status, json } = await ask(world, { body: "Hello", author: "shop" }, { sid });
  expect([status, json.error]).toEqual([504, expect.stringContaining("may have been added")]);
  expect(world.callsTo("POST", "/Messages")).toHaveLength(1);
  await world.twilio.tellConversationHooks();
  expect((await mirror(world)).messages).toMatchObject([{ body: "Hello", direction: "outbound" }]);
});

test("when its participants cannot be listed, the conversation stands: 201, and the webhooks bring them", async ({
  world,
}) => {
  world.fail("twilio", { status: 500 }, { when: ({ path }) => path.endsWith("/Participants") });
  const { status, json } = await ask(world, ORDER);
  expect([status, json.created, json.participants]).toEqual([201, true, []]);
  await world.twilio.tellConversationHooks();
  expect((await mirror(world)).participants).toMatchObject([{ identity: "agent.kim" }]);
});

test("with the database away Twilio is asked for nothing: 503, since nobody could say who wanted it", async () => {
  const world = await createWorld({ env: { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" } });
  try {
    expect((await ask(world, ORDER)).status).toBe(503);
    expect((await ask(world, { body: "Hello" }, { sid: `CH${"1".repeat(32)}` })).status).toBe(503);
    expect(world.calls).toEqual([]);
  } finally {
    await world.close();
  }
});

test("where the database fails once Twilio has it, a conversation stands: 201, so that nobody asks for it twice", async ({
  world,
}) => {
  await refuse(world, "insert", "conversations");
  await refuse(world, "update", "audit");
  const { status, json } = await ask(world, ORDER);
  expect([status, json.sid]).toEqual([201, world.twilio.conversations[0]?.sid]);
  for (const told of ["the webhooks will mirror it", "its entry on the audit trail does not name it"])
    expect(world.logged).toContainEqual(expect.objectContaining({ message: expect.stringContaining(told) }));
  expect(await auditOf(world)).toMatchObject([
    { action: "conversation.create", subject: "conversation:new", became: null },
  ]);
});
