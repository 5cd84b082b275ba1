import { expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { REPLIES } from "../support/replies.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const ben = { From: "whatsapp:+14155550101", ProfileName: "Ben" };
const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };

const isCreate = ({ method, path }: UpstreamCall) => method === "POST" && path.includes("/tickets");
const isUpsert = ({ path }: UpstreamCall) => path.includes("/users/create_or_update");
const replies = (world: World) => world.twilio.sent.map(({ body }) => body);
const userNamed = (world: World, name: string) => {
  const user = world.zendesk.users.find((one) => one.name === name && one.active);
  if (!user) throw new Error(`Zendesk has no user ${name}`);
  return user;
};

/** Ana has written before, on a ticket that is open or closed now; then an agent did something to her user. */
async function anaLost(world: World, { how, ticket }: { how: string; ticket: "open" | "closed" }) {
  await world.twilio.receive({ ...ben, Body: "Where is my parcel today" });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  const hers = world.zendesk.tickets.find(({ subject }) => subject.includes("card"));
  if (!hers) throw new Error("no ticket was made");
  if (ticket === "closed") world.zendesk.close(hers.id);
  const { id } = userNamed(world, "Ana");
  if (how === "merged") world.zendesk.mergeUser(id, userNamed(world, "Ben"));
  if (how === "deleted") world.zendesk.deleteUser(id);
  return { hers, callsBefore: world.calls.length };
}

async function anaWrites(world: World, Body: string) {
  await world.twilio.receiveMedia({ ...ana, Body }, [photo]);
  await world.settle();
}

const states = async (world: World) =>
  (await world.tasks("file-message")).map(({ attempts, done_at }) => [attempts, done_at !== null]);

test.for(["merged", "deleted"])(
  "a customer whose user was %s in Zendesk has a ticket as a new user, at the first attempt",
  async (how, { world }) => {
    await anaLost(world, { how, ticket: "closed" });
    await anaWrites(world, "And now my card is blocked");
    const ticket = world.zendesk.tickets.at(-1);
    expect(world.zendesk.tickets).toHaveLength(3);
    expect(ticket).toMatchObject({ requester_id: userNamed(world, "Ana").id, comments: { length: 1 } });
    expect(ticket?.comments[0]?.attachments).toHaveLength(1);
    expect(replies(world).at(-1)).toBe(
      REPLIES.ticketCreated(String(ticket?.id), "And now my card is blocked"),
    );
    expect(await states(world)).toEqual(Array(3).fill([1, true]));
    await anaWrites(world, "It works again");
    expect(ticket?.comments[1]).toMatchObject({ author_id: ticket?.requester_id });
  },
);

test.for(["merged", "deleted"])(
  "a customer whose user was %s in Zendesk comments as a new user, at the first attempt",
  async (how, { world }) => {
    const { hers } = await anaLost(world, { how, ticket: "open" });
    await anaWrites(world, "And now my card is blocked");
    expect(world.zendesk.tickets).toHaveLength(2);
    expect(hers.comments).toMatchObject([{}, { author_id: userNamed(world, "Ana").id, public: true }]);
    expect(hers.comments[1]?.attachments).toHaveLength(1);
    expect(await states(world)).toEqual(Array(3).fill([1, true]));
  },
);

test("a user that is lost while a ticket waits for its retry: one ticket, as the new user", async ({
  world,
}) => {
  const { callsBefore } = await anaLost(world, { how: "still there", ticket: "closed" });
  world.fail("zendesk", { status: 503 }, { times: 1, when: isCreate });
  await anaWrites(world, "And now my card is blocked");
  world.zendesk.deleteUser(userNamed(world, "Ana").id);
  world.fail("zendesk", { status: 503 }, { times: 1, when: isUpsert });
  await world.later(10);
  await world.later(40);
  expect(world.zendesk.tickets).toHaveLength(3);
  expect(world.zendesk.tickets.at(-1)?.requester_id).toBe(userNamed(world, "Ana").id);
  const keys = world.calls
    .slice(callsBefore)
    .filter(isCreate)
    .map(({ headers }) => headers["idempotency-key"]);
  expect(new Set(keys).size).toBe(2);
});

test("a ticket is asked for again, and its requester stands in no book any more: both are recorded", async ({
  world,
}) => {
  world.fail("zendesk", "drop-after", { times: 1, when: isCreate });
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await world.database.rows("update contacts set zendesk_user_id = null");
  await world.later(10);
  expect(world.zendesk.tickets).toHaveLength(1);
  const known = await world.database.rows("select zendesk_user_id as id from contacts");
  expect(known).toEqual([{ id: String(userNamed(world, "Ana").id) }]);
});

test("the answer to the new user's ticket is lost: one ticket", async ({ world }) => {
  await anaLost(world, { how: "merged", ticket: "closed" });
  let creates = 0;
  const isSecond = (call: UpstreamCall) => isCreate(call) && ++creates === 2;
  world.fail("zendesk", "drop-after", { times: 1, when: isSecond });
  await anaWrites(world, "And now my card is blocked");
  await world.later(10);
  expect(world.zendesk.tickets).toHaveLength(3);
  expect(replies(world).filter((body) => body.includes("card is blocked"))).toHaveLength(1);
});

test("a ticket that Zendesk made before its requester was lost is found, not made again", async ({
  world,
}) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  world.zendesk.close(world.zendesk.tickets[0]?.id ?? 0);
  world.fail("zendesk", "drop-after", { times: 1, when: isCreate });
  await anaWrites(world, "And now my card is blocked");
  world.zendesk.forgetIdempotencyKeys();
  world.zendesk.deleteUser(userNamed(world, "Ana").id);
  await world.later(10);
  expect(world.zendesk.tickets).toHaveLength(2);
  expect(replies(world).at(-1)).toContain(`Ticket #${world.zendesk.tickets[1]?.id} created`);
});

test("a ticket refused for any other reason is not asked for again, and the customer hears it", async ({
  world,
}) => {
  const { callsBefore } = await anaLost(world, { how: "still there", ticket: "closed" });
  world.fail("zendesk", { status: 422 }, { when: isCreate });
  await anaWrites(world, "And now my card is blocked");
  expect(world.calls.slice(callsBefore).filter(isCreate)).toHaveLength(1);
  expect(replies(world).at(-1)).toBe(REPLIES.ticketRefused);
  const dead = (await world.tasks("file-message")).at(-1);
  expect(dead).toMatchObject({ dead_at: expect.any(Date), last_error: expect.stringContaining("suspended") });
});
