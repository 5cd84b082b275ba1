import { expect } from "vitest";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const isComment = (call: { method: string; body: unknown }) =>
  call.method === "PUT" && JSON.stringify(call.body).includes("comment");
const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };

const said = (world: World) => lastTicket(world).comments.map(({ body }) => body.split("\n")[0]);

/** Ana has a ticket, and Zendesk takes its time with her next message there, longer than we wait for an answer. */
async function slowComment(world: World, Body = "Twice again today") {
  await LINES.twilio(world).writes("My card was charged twice");
  world.fail("zendesk", "lands-later", { times: 1, when: isComment });
  await world.twilio.receive({ ...ana, Body });
  await settled(world);
}

async function pass(world: World, ...seconds: number[]) {
  for (const some of seconds) await world.later(some);
  await settled(world);
}

test.for([0, 10, 30])(
  "a comment that we gave up on lands %i s later: it stands there once",
  async (seconds, { world }) => {
    await slowComment(world);
    if (seconds > 0) await pass(world, seconds);
    await world.land();
    await pass(world, 75, 75);
    expect(said(world)).toEqual(["My card was charged twice", "Twice again today"]);
    expect((await world.tasks("file-message")).map(({ done_at }) => done_at)).not.toContain(null);
  },
);

test("of 60 updates that land within a minute, none stands twice and none is missing", async ({ world }) => {
  const customers = Array.from({ length: 60 }, (_, n) => LINES.twilio(world, `whatsapp:+1415555${7000 + n}`));
  for (const one of customers) await one.writes("My card was charged twice");
  world.fail("zendesk", "lands-later", { times: 60, when: isComment });
  for (const one of customers) {
    await one.writes("Twice again today");
    // So many without an answer, one after another, and Zendesk would be left alone.
    await world.database.rows("delete from upstream_pauses");
  }
  for (let n = 0; n < 6; n += 1) {
    await world.land(10);
    await pass(world, 9);
  }
  for (const seconds of [30, 75, 75]) await pass(world, seconds);
  const standing = world.zendesk.tickets.map(({ comments }) => comments.length - 1);
  const twice = standing.filter((times) => times > 1).length;
  const missing = standing.filter((times) => times < 1).length;
  expect({ twice, missing }).toEqual({ twice: 0, missing: 0 });
});

test("a comment that never lands is made again, once, and none of the attempts was for waiting", async ({
  world,
}) => {
  await slowComment(world);
  // Somebody else ran it early, as after a crash or a pause.
  await world.database.rows("update tasks set due_at = now() where done_at is null");
  const attempts = (await world.tasks("file-message")).at(-1)?.attempts;
  await settled(world);
  expect(world.callsTo("GET", "/comments")).toEqual([]);
  expect((await world.tasks("file-message")).at(-1)?.attempts).toBe(attempts);
  await pass(world, 80, 80);
  expect(said(world)).toEqual(["My card was charged twice", "Twice again today"]);
});

test("a refused comment was never made: it is tried again at once", async ({ world }) => {
  await LINES.twilio(world).writes("My card was charged twice");
  world.fail("zendesk", { status: 500 }, { times: 1, when: isComment });
  await LINES.twilio(world).writes("Twice again today");
  await pass(world, 10);
  expect(said(world)).toEqual(["My card was charged twice", "Twice again today"]);
});

test("the customer's next message waits for the one that may still land, and comes after it", async ({
  world,
}) => {
  await slowComment(world);
  await LINES.twilio(world).writes("And a third time");
  await pass(world, 10);
  await world.land();
  await pass(world, 75, 75);
  expect(said(world)).toEqual(["My card was charged twice", "Twice again today", "And a third time"]);
});

test("a comment lands while its photo is brought once more: it stands there once", async ({ world }) => {
  await LINES.twilio(world).writes("My card was charged twice");
  world.fail("zendesk", "lands-later", { times: 1, when: isComment });
  await world.twilio.receiveMedia({ ...ana, Body: "Here is the bill" }, [photo]);
  await settled(world);
  // The look has found nothing when the upload is asked for.
  const { fail } = world;
  let landed: Promise<void> | undefined;
  fail(
    "zendesk",
    { status: 599 },
    {
      when({ path }) {
        if (path.includes("/uploads")) landed ??= world.land();
        return false;
      },
    },
  );
  await pass(world, 75, 75);
  await landed;
  expect(said(world)).toEqual(["My card was charged twice", "Here is the bill"]);
});

test("a comment that landed before its ticket was closed, as Zendesk told us, is not filed again", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  await slowComment(world);
  await world.land();
  world.zendesk.close(lastTicket(world).id);
  await pass(world, 75, 75);
  expect(world.zendesk.tickets.map(({ comments }) => comments.length)).toEqual([2]);
});

test("a comment that landed just before its second try was refused: the message is filed", async ({
  world,
}) => {
  await slowComment(world);
  world.fail(
    "zendesk",
    { status: 422 },
    {
      times: 1,
      when(call) {
        const isSecond = isComment(call);
        if (isSecond) void world.land();
        return isSecond;
      },
    },
  );
  await pass(world, 75, 75);
  expect(said(world)).toEqual(["My card was charged twice", "Twice again today"]);
  expect((await world.tasks("file-message")).map(({ dead_at }) => dead_at)).toEqual([null, null]);
});

test("a note that we gave up on lands later: it stands there once", async ({ world }) => {
  await LINES.twilio(world).writes("My card was charged twice");
  world.zendesk.connectWebhook();
  world.zendesk.answer(lastTicket(world).id, { text: "We look into it" });
  await settled(world);
  world.fail("zendesk", "lands-later", { times: 1, when: isComment });
  await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "failed", { ErrorCode: "63024" });
  await settled(world);
  await pass(world, 10);
  await world.land();
  await pass(world, 75, 75);
  expect(notes(world)).toEqual([expect.stringContaining("Not delivered")]);
});

test("a late photo's comment that we gave up on lands later: the photo is on the ticket once", async ({
  world,
}) => {
  world.fail("twilio", { status: 500 }, { times: 4, when: ({ path }) => path.includes("/Media/") });
  world.fail("zendesk", "lands-later", { times: 1, when: isComment });
  await world.twilio.receiveMedia({ ...ana, Body: "My card was charged twice" }, [photo]);
  await settled(world);
  const puts = () => world.calls.filter(isComment);
  for (let n = 0; n < 12 && puts().length === 0; n += 1) await world.later(20);
  expect(puts()).toHaveLength(1);
  await pass(world, 40);
  await world.land();
  await pass(world, 75, 75);
  expect(lastTicket(world).comments.map(({ attachments }) => attachments.length)).toEqual([0, 1]);
});

test("a ticket that we gave up on lands later: there is one, whichever came first", async ({ world }) => {
  const isCreate = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && /\/tickets(\.json)?$/.test(path);
  world.fail("zendesk", "lands-later", { times: 1, when: isCreate });
  await LINES.twilio(world).writes("My card was charged twice");
  await pass(world, 10);
  await world.land();
  await pass(world, 75, 75);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(
    LINES.twilio(world)
      .received()
      .filter((text) => text.startsWith("Ticket #")),
  ).toHaveLength(1);
});
