import { expect } from "vitest";
import { CUSTOMERS, type Customer, consentOf, written } from "../support/customers.ts";
import { doomedInstance, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { REPLIES } from "../support/replies.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const WANTS = { out: false, reason: null };
const WROTE_STOP = { out: true, reason: "stop" };

test.for([
  ["WhatsApp", "STOP"],
  ["WhatsApp", "Unsubscribe!"],
  ["Meta's WhatsApp", "stop"],
  ["SMS", "Stop all"],
  ["SMS", "CANCEL"],
  ["SMS", "end"],
  ["SMS", "Quit"],
] as const)(
  "on %s %j opts out, answered once however often it is written",
  async ([channel, text], { world }) => {
    const ana = CUSTOMERS[channel](world);
    for (let n = 0; n < 3; n += 1) await ana.writes(text);
    expect(await consentOf(world, ana)).toEqual(WROTE_STOP);
    expect(ana.heard()).toEqual([REPLIES.optedOut(ana.channel)]);
    expect((await written(world)).map(({ command }) => command)).toEqual(["stop", "stop", "stop"]);
    expect(world.zendesk.tickets).toEqual([]);
  },
);

test("on WhatsApp cancel and end are words for an agent", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("Please change my booking");
  await ana.writes("cancel");
  await ana.writes("end");
  expect(await consentOf(world, ana)).toEqual(WANTS);
  expect(lastTicket(world).comments).toHaveLength(3);
});

test("after STOP nothing reaches the phone: no confirmation, no answer of an agent, no command's answer", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("STOP");
  await ana.writes("My card was charged twice");
  for (const text of ["HELP", "STATUS", "hi"]) await ana.writes(text);
  const { id } = lastTicket(world);
  world.zendesk.answer(id, { text: "We are looking into it" });
  await settled(world);
  expect(ana.heard()).toEqual([REPLIES.optedOut(ana.channel)]);
  expect((await world.logs("outbound")).map(({ status }) => status)).toEqual(["queued", "canceled"]);
  const notes = world.zendesk
    .ticket(id)
    .comments.filter((comment) => !comment.public && comment.via.channel === "api");
  expect(notes.map(({ body }) => body)).toEqual([expect.stringContaining("wrote STOP")]);
});

test("START is answered once, and messages flow again", async ({ world }) => {
  world.zendesk.connectWebhook();
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  for (const text of ["My card was charged twice", "STOP", "START", "start"]) await ana.writes(text);
  expect(await consentOf(world, ana)).toEqual(WANTS);
  world.zendesk.answer(lastTicket(world).id, { text: "We are looking into it" });
  await settled(world);
  expect(ana.heard().slice(1)).toEqual([
    REPLIES.optedOut(ana.channel),
    REPLIES.optedIn(ana.channel),
    "We are looking into it",
  ]);
});

test("what Twilio's own opt-out answered is recorded, not answered again", async ({ world }) => {
  const ana = CUSTOMERS.SMS(world);
  const writes = async (OptOutType: string) => {
    await world.twilio.receive({ From: ana.phone, Body: "Parar", OptOutType });
    await settled(world);
    return consentOf(world, ana);
  };
  expect(await writes("STOP")).toEqual(WROTE_STOP);
  expect(await writes("HELP")).toEqual(WROTE_STOP);
  expect(await writes("START")).toEqual(WANTS);
  expect(ana.heard()).toEqual([]);
  expect((await written(world)).map(({ command }) => command)).toEqual(["stop", "help", "start"]);
  expect(world.zendesk.tickets).toEqual([]);
});

test.for([
  ["Twilio refuses a send with 21610", "SMS", { twilioCode: 21610, status: 400 }],
  ["Twilio fails a send later with 21610", "SMS", { twilioCode: 21610 }],
  ["Meta refuses a send with 131050", "Meta's WhatsApp", { metaCode: 131050, status: 400 }],
  ["Meta fails a send later with 131050", "Meta's WhatsApp", { metaCode: 131050 }],
] as const)(
  "%s: the contact is opted out, and START brings them back",
  async ([, channel, fault], { world }) => {
    const ana = CUSTOMERS[channel](world);
    const provider = channel === "SMS" ? "twilio" : "meta";
    world.fail(provider, fault, { times: 1 });
    await ana.writes("My card was charged twice");
    if (!("status" in fault)) {
      if (provider === "twilio")
        await world.twilio.status(world.twilio.sent[0]?.sid ?? "", "undelivered", { ErrorCode: "21610" });
      else
        await world.meta.status(world.meta.sent[0]?.id ?? "", "failed", {
          errors: [{ code: 131050, title: "" }],
        });
      await settled(world);
    }
    const code = provider === "twilio" ? "21610" : "131050";
    expect(await consentOf(world, ana)).toEqual({ out: true, reason: code });
    const before = ana.heard().length;
    await ana.writes("hi");
    expect(ana.heard()).toHaveLength(before);
    await ana.writes("START");
    expect(ana.heard().slice(before)).toEqual([REPLIES.optedIn(ana.channel)]);
    // The report about the old send, heard late or again, does not undo START.
    await world.database.rows(
      "update tasks set done_at = null, due_at = now() where kind = 'report-failure'",
    );
    await settled(world);
    expect(await consentOf(world, ana)).toEqual(WANTS);
  },
);

test("STOP between a reply's queueing and its sending: it is not sent, and the answer to STOP is", async ({
  world,
}) => {
  const ana = CUSTOMERS.WhatsApp(world);
  world.fail("twilio", { twilioCode: 20429, status: 429 }, { times: 1 });
  await ana.writes("My card was charged twice");
  expect(await world.logs("outbound")).toMatchObject([{ status: "accepted", handed_over_at: null }]);
  await ana.writes("STOP");
  await world.later(60);
  expect(ana.heard()).toEqual([REPLIES.optedOut(ana.channel)]);
  expect((await world.logs("outbound")).map(({ status }) => status)).toEqual(["canceled", "queued"]);
});

test("START brings an agent's reply that waited for the customer to write, STOP ends it and the agent hears so", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  const ben = CUSTOMERS["Meta's WhatsApp"](world, "+14155550101");
  await holdReply(world, ana);
  await wish(world, "stop", 100);
  await ana.writes("START");
  expect(ana.heard().slice(1)).toEqual([REPLIES.optedIn(ana.channel), HELD]);
  await holdReply(world, ben);
  await ben.writes("STOP");
  expect(ben.heard().slice(1)).toEqual([REPLIES.optedOut(ben.channel)]);
  expect(lastTicket(world).comments.at(-1)?.body).toContain("wrote STOP");
});

test("STOP outlives a refusal and a wish: only START brings the contact back", async ({ world }) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  await ana.writes("hi");
  await wish(world, "stop", 100);
  await ana.writes("STOP");
  await wish(world, "resume", 200);
  expect(await consentOf(world, ana)).toEqual(WROTE_STOP);
  expect(ana.heard().slice(1)).toEqual([REPLIES.optedOut(ana.channel)]);
  await ana.writes("START");
  expect(await consentOf(world, ana)).toEqual(WANTS);
});

test("a refusal by 131050 ends with the wish that it came from", async ({ world }) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  world.fail("meta", { metaCode: 131050, status: 400 }, { times: 1 });
  await ana.writes("hi");
  expect(await consentOf(world, ana)).toEqual({ out: true, reason: "131050" });
  // Said before the refusal, and told after it.
  await wish(world, "resume", 100);
  expect(await consentOf(world, ana)).toEqual({ out: true, reason: "131050" });
  await wish(world, "resume", 1_001);
  expect(await consentOf(world, ana)).toEqual(WANTS);
});

test("of Meta's wishes the latest counts, in whatever order, and however often, they are told", async ({
  world,
}) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  await ana.writes("hi");
  await wish(world, "stop", 100);
  expect(await consentOf(world, ana)).toEqual({ out: true, reason: "user_preferences" });
  await wish(world, "resume", 200);
  await wish(world, "stop", 100);
  expect(await consentOf(world, ana)).toEqual(WANTS);
  await wish(world, "resume", 400);
  await wish(world, "stop", 300);
  expect(await consentOf(world, ana)).toEqual(WANTS);
  await wish(world, "stop", 500);
  await wish(world, "resume", 499.5);
  expect(await consentOf(world, ana)).toEqual({ out: true, reason: "user_preferences" });
  await ana.writes("START");
  await wish(world, "stop", 500);
  expect(await consentOf(world, ana)).toEqual(WANTS);
});

test("killed before each single step of STOP: opted out, answered once, and not sent what waited for them to write", {
  timeout: 180_000,
}, async ({ world }) => {
  world.zendesk.connectWebhook();
  let survived = false;
  for (let step = 1; step <= 60 && !survived; step += 1) {
    const ana = CUSTOMERS.WhatsApp(world, `+1415555${4000 + step}`);
    await holdReply(world, ana);
    await storeWithoutWork(world, `whatsapp:${ana.phone}`, "STOP", []);
    const doomed = doomedInstance(world, step, "before");
    await doomed.deps.drain().catch(() => {});
    survived = !doomed.died();
    await doomed.close();
    await endLeasesAndSettle(world);
    expect(await consentOf(world, ana), `step ${step}`).toEqual(WROTE_STOP);
    expect(ana.heard().slice(1), `step ${step}`).toEqual([REPLIES.optedOut(ana.channel)]);
  }
  expect(survived).toBe(true);
});

/** Ana stops or resumes marketing in WhatsApp's own settings, so many seconds after she wrote first; Meta tells parts of a second in milliseconds. */
async function wish(world: World, value: "stop" | "resume", seconds: number): Promise<void> {
  const moment = Math.floor(Date.now() / 1000 - 1000) + seconds;
  const timestamp = Number.isInteger(moment) ? moment : Math.round(moment * 1000);
  const preference = { wa_id: "14155550100", category: "marketing_messages", value, timestamp };
  await world.meta.post(world.meta.envelope({ user_preferences: [preference] }, "user_preferences"));
}

const HELD = "We are looking into it";

/** An agent answers the customer's ticket 25 hours after they wrote, so the answer waits for them to write again. */
async function holdReply(world: World, customer: Customer): Promise<void> {
  await customer.writes("My card was charged twice");
  await world.database.rows(
    `update contact_logs set created_at = created_at - interval '25 hours', sent_at = sent_at - interval '25 hours'
     where contact_id = (select id from contacts where phone = $1)`,
    [customer.phone],
  );
  world.zendesk.answer(lastTicket(world).id, { text: HELD });
  await settled(world);
}
