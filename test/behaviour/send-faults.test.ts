import { expect } from "vitest";
import { REPLIES } from "../support/replies.ts";
import { test, type World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const sends = (world: World) => world.callsTo("POST", "/Messages.json");
const logReads = (world: World) => world.callsTo("GET", "/Messages.json");
const isSend = (call: { method: string; path: string }) =>
  call.method === "POST" && call.path.includes("/Messages");

/** A vague message: the shortest way to one reply. */
async function provokeReply(world: World) {
  await world.twilio.receive({ ...ana, Body: "good day" });
  await world.settle();
}

/** Lets so much time pass, again and again, that every retry there could be has happened. */
async function waitForEver(world: World) {
  for (let n = 0; n < 10; n += 1) await world.later(12 * 3600);
}

test("a send whose answer is lost is not repeated, and its callback settles it", async ({ world }) => {
  world.fail("twilio", "drop-after", { times: 1, when: isSend });
  await provokeReply(world);
  expect(await world.logs("outbound")).toMatchObject([{ status: "accepted", twilio_message_sid: null }]);
  const [sent] = world.twilio.sent;
  await world.twilio.status(sent?.sid ?? "", "delivered");
  await waitForEver(world);
  expect(sends(world)).toHaveLength(1);
  expect(logReads(world)).toHaveLength(0);
  expect(await world.logs("outbound")).toMatchObject([
    { status: "delivered", twilio_message_sid: sent?.sid },
  ]);
});

test("a send whose answer is lost, and of which no callback tells, is found in Twilio's log", async ({
  world,
}) => {
  world.fail("twilio", "drop-after", { times: 1, when: isSend });
  await provokeReply(world);
  await waitForEver(world);
  expect(sends(world)).toHaveLength(1);
  const [sent] = world.twilio.sent;
  expect(await world.logs("outbound")).toMatchObject([{ status: "queued", twilio_message_sid: sent?.sid }]);
});

test.for(["drop-before", { status: 502 }, { status: 504 }] as const)(
  "a send that was lost (%o) before Twilio took it is sent again when it is not in the log, not before a minute",
  async (fault, { world }) => {
    world.fail("twilio", fault, { times: 1, when: isSend });
    await provokeReply(world);
    await world.later(50);
    expect(sends(world)).toHaveLength(1);
    await world.later(15);
    expect(world.twilio.sent.map(({ body }) => body)).toEqual([REPLIES.moreDetails]);
    expect(await world.logs("outbound")).toMatchObject([
      { status: "queued", twilio_message_sid: world.twilio.sent[0]?.sid },
    ]);
    await waitForEver(world);
    expect(world.twilio.sent).toHaveLength(1);
  },
);

test.for([
  ["20429", { status: 429, retryAfter: 5, body: { code: 20429, message: "Too many requests", status: 429 } }],
  ["63018", { status: 429, body: { code: 63018, message: "Rate limit exceeded for Channel", status: 429 } }],
  ["500", { status: 500 }],
  ["503", { status: 503 }],
] as const)("Twilio's %s: certainly not processed, so it is sent again", async ([, fault], { world }) => {
  world.fail("twilio", fault, { times: 1, when: isSend });
  await provokeReply(world);
  expect(world.twilio.sent).toHaveLength(0);
  await world.later(60);
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([REPLIES.moreDetails]);
  expect(await world.logs("outbound")).toMatchObject([{ status: "queued" }]);
});

test("refused by Twilio: failed with its code, and never tried again", async ({ world }) => {
  world.fail("twilio", { twilioCode: 21211, status: 400 });
  await provokeReply(world);
  await waitForEver(world);
  expect(sends(world)).toHaveLength(1);
  const [row] = await world.logs("outbound");
  expect(row).toMatchObject({ status: "failed", error_code: "21211" });
  expect(row?.failed_at).not.toBeNull();
});

test("Twilio refusing our credentials: the reply waits, and goes out when it works", async ({ world }) => {
  world.fail("twilio", { status: 401 });
  await provokeReply(world);
  for (let n = 0; n < 10; n += 1) await world.later(310);
  world.heal();
  await world.later(310);
  expect(world.twilio.sent).toHaveLength(1);
  expect(await world.logs("outbound")).toMatchObject([{ status: "queued" }]);
});

test("outside the window (63016): the callback's code stands on the message", async ({ world }) => {
  world.fail("twilio", { twilioCode: 63016 });
  await provokeReply(world);
  await world.twilio.status(world.twilio.sent[0]?.sid ?? "", "failed", { ErrorCode: "63016" });
  expect(await world.logs("outbound")).toMatchObject([{ status: "failed", error_code: "63016" }]);
});

test("a contact who opts out between queue and send hears nothing", async ({ world }) => {
  world.fail("twilio", { status: 500 }, { times: 1, when: isSend });
  await provokeReply(world);
  await world.database.rows("update contacts set opted_out_at = now()");
  await waitForEver(world);
  expect(world.twilio.sent).toHaveLength(0);
  expect(await world.logs("outbound")).toMatchObject([{ status: "canceled" }]);
});

test("a worker killed after Twilio accepted: the reply is not sent again, its id is found", async ({
  world,
}) => {
  await provokeReply(world);
  await forgetThatItWasSent(world);
  await world.later(60);
  expect(sends(world)).toHaveLength(1);
  const [sent] = world.twilio.sent;
  expect(await world.logs("outbound")).toMatchObject([{ status: "queued", twilio_message_sid: sent?.sid }]);
});

test("a worker killed before Twilio heard of it: the reply is sent, once", async ({ world }) => {
  world.fail("twilio", "drop-before", { times: 1, when: isSend });
  await provokeReply(world);
  await forgetThatItWasSent(world);
  expect(world.twilio.sent).toHaveLength(0);
  await world.later(60);
  await waitForEver(world);
  expect(world.twilio.sent.map(({ body }) => body)).toEqual([REPLIES.moreDetails]);
});

test("two replies to one person with the same words: a killed worker takes neither for the other", async ({
  world,
}) => {
  await provokeReply(world);
  await world.later(60);
  await provokeReply(world);
  expect(world.twilio.sent).toHaveLength(2);
  await forgetThatItWasSent(world, "order by created_at desc limit 1");
  await world.later(60);
  expect(world.twilio.sent).toHaveLength(2);
  const sids = (await world.logs("outbound")).map((row) => row.twilio_message_sid);
  expect(sids).toEqual(world.twilio.sent.map(({ sid }) => sid));
});

/** Puts the database back to the moment between handing a message over and hearing the answer, with the lease ended. */
async function forgetThatItWasSent(world: World, which = "") {
  await world.database.rows(
    `update contact_logs set twilio_message_sid = null, status = 'accepted', sent_at = null
     where id in (select id from contact_logs where direction = 'outbound' ${which})`,
  );
  await world.database.rows(
    `update tasks set done_at = null, due_at = now() where kind = 'deliver-message' and (payload->>'logId')::uuid in
     (select id from contact_logs where twilio_message_sid is null and direction = 'outbound')`,
  );
}
