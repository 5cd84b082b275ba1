import { expect } from "vitest";
import { REPLIES } from "../support/replies.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const ben = { From: "whatsapp:+14155550101", ProfileName: "Ben" };
const subjects = (world: World) => world.zendesk.tickets.map(({ subject }) => subject);
const saysCharged = (call: { body: unknown; path: string; method: string }) =>
  call.method !== "GET" &&
  call.path.includes("/tickets") &&
  JSON.stringify(call.body ?? "").includes("charged");

/** Ana's ticket is what Zendesk will not have; Ben's is like any other. */
async function bothWrite(world: World) {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await world.twilio.receive({ ...ben, Body: "Where is my parcel today" });
  await world.settle();
}

test("a 403 for one ticket stops nobody else's", async ({ world }) => {
  world.fail("zendesk", { status: 403 }, { when: saysCharged });
  await bothWrite(world);
  for (let n = 0; n < 3; n += 1) await world.later(310);
  expect(subjects(world)).toEqual(["Where is my parcel today"]);
});

test("a 503 with Retry-After, again and again for one ticket, is that ticket's own failure", async ({
  world,
}) => {
  world.fail("zendesk", { status: 503, retryAfter: 5 }, { when: saysCharged });
  await bothWrite(world);
  for (let n = 0; n < 10; n += 1) await world.later(12 * 3600);
  expect(subjects(world)).toEqual(["Where is my parcel today"]);
  expect((await world.tasks("file-message"))[0]).toMatchObject({ attempts: 8, dead_at: expect.any(Date) });
});

test("a collision (409) with somebody else's change is tried again", async ({ world }) => {
  world.fail("zendesk", { status: 409 }, { times: 1, when: saysCharged });
  await bothWrite(world);
  await world.later(10);
  expect(subjects(world).sort()).toEqual(["My card was charged twice", "Where is my parcel today"]);
});

test("a Retry-After of 0 is no loop", async ({ world }) => {
  world.fail("zendesk", { status: 429, retryAfter: 0 });
  await bothWrite(world);
  expect(world.calls.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(2);
});

test("a comment that was taken before its ticket closed is not filed again", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My printer is on fire" });
  await world.settle();
  world.fail("zendesk", "drop-after", { times: 1, when: saysCharged });
  await world.twilio.receive({ ...ana, Body: "and charged twice" });
  await world.settle();
  world.zendesk.close(world.zendesk.tickets[0]?.id ?? 0);
  await world.later(10);
  expect(world.zendesk.tickets.map(({ comments }) => comments.length)).toEqual([2]);
});

test("a comment that Zendesk refuses opens no second ticket: the customer hears it, the next one is on the same", async ({
  world,
}) => {
  await world.twilio.receive({ ...ana, Body: "My printer is on fire" });
  await world.settle();
  world.fail("zendesk", { status: 422 }, { times: 1, when: saysCharged });
  await world.twilio.receive({ ...ana, Body: "and charged twice" });
  await world.settle();
  const [ticket] = world.zendesk.tickets;
  expect(world.twilio.sent.at(-1)?.body).toBe(REPLIES.commentRefused(String(ticket?.id)));
  expect((await world.tasks("file-message")).at(-1)).toMatchObject({
    dead_at: expect.any(Date),
    last_error: expect.stringContaining("suspended"),
  });
  await world.twilio.receive({ ...ana, Body: "and it smells" });
  await world.settle();
  const said = world.zendesk.tickets.map(({ comments }) => comments.filter((one) => one.public));
  expect(said.map((comments) => comments.length)).toEqual([2]);
});

test("a ticket that has its 5,000 comments is followed by a new one, which has the customer's next messages", async ({
  world,
}) => {
  await world.twilio.receive({ ...ana, Body: "My printer is on fire" });
  await world.settle();
  const [full] = world.zendesk.tickets;
  full?.comments.push(...Array(4_999).fill(full.comments[0]));
  for (const Body of ["and charged twice", "and it smells"]) {
    await world.twilio.receive({ ...ana, Body });
    await world.settle();
  }
  expect(world.zendesk.tickets.map(({ comments }) => comments.length)).toEqual([5_000, 2]);
  expect(world.twilio.sent).toHaveLength(2);
});

test("a bot at the other end hears ten answers in ten minutes at most", async ({ world }) => {
  for (let n = 0; n < 13; n += 1) {
    await world.twilio.receive({ ...ana, Body: `Automatic message number ${n}` });
    await world.settle();
    world.zendesk.close(world.zendesk.tickets.at(-1)?.id ?? 0);
  }
  expect(world.twilio.sent).toHaveLength(10);
  expect(await world.logs("inbound")).toHaveLength(13);
});

test("a hostile content type kills no message", async ({ world }) => {
  for (const type of ["constructor/x", "__proto__/x"]) {
    await world.twilio.receive({
      ...ana,
      Body: "",
      NumMedia: "1",
      MediaUrl0: "https://evil.example/x",
      MediaContentType0: type,
    });
    await world.settle();
  }
  expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
  expect(world.zendesk.tickets[0]?.comments).toHaveLength(2);
});
