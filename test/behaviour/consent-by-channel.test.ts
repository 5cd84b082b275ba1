import { expect } from "vitest";
import { visit } from "../support/console.ts";
import { API_KEY } from "../support/conversations-api.ts";
import { CUSTOMERS, consentOf } from "../support/customers.ts";
import { call, fastWorld, test } from "../support/messages-api.ts";
import { REPLIES } from "../support/replies.ts";
import { agentAnswers, notes, settled } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

const WANTS = { out: false, reason: null };
const WROTE_STOP = { out: true, reason: "stop" };
const SAID = {
  sms: { out: "You will get no more messages from us by SMS.", in: "you will get our messages by SMS again" },
  whatsapp: {
    out: "You will get no more messages from us on WhatsApp.",
    in: "you will get our messages on WhatsApp again",
  },
};

const SIDES = [
  ["SMS", "WhatsApp"],
  ["WhatsApp", "SMS"],
  ["SMS", "Meta's WhatsApp"],
  ["Meta's WhatsApp", "SMS"],
] as const;

/** What the API makes of a message to the customer by a channel. */
async function bulk(world: World, { phone, provider, channel }: ReturnType<(typeof CUSTOMERS)["SMS"]>) {
  const { json } = await call(world, { to: phone, body: "News!", provider, channel });
  await settled(world);
  return json.accepted === 1 ? "sent" : json.skipped[0].reason;
}

test.for(SIDES)(
  "STOP on %s stops that, and %s goes on: confirmation, agents, bulk; START alike",
  async ([stopped, other], { world }) => {
    world.zendesk.connectWebhook();
    const [ana, there] = [CUSTOMERS[stopped](world), CUSTOMERS[other](world)];
    await ana.writes("STOP");
    expect(ana.heard()).toEqual([expect.stringContaining(SAID[ana.channel].out)]);
    expect([await consentOf(world, ana), await consentOf(world, there)]).toEqual([WROTE_STOP, WANTS]);

    await there.writes("START");
    await there.writes("My card was charged twice");
    await agentAnswers(world, { text: "We are looking into it" });
    expect(await bulk(world, there)).toBe("sent");
    expect(there.heard()).toEqual([
      REPLIES.welcome(null),
      expect.stringContaining("Ticket #"),
      "We are looking into it",
      "News!",
    ]);
    expect(await bulk(world, ana)).toBe("opted out");
    await ana.writes("Is anybody there?");
    await agentAnswers(world, { text: "We are" });
    expect(ana.heard()).toHaveLength(1);
    expect(notes(world).at(-1)).toContain(
      `the customer wrote STOP ${ana.channel === "sms" ? "by SMS" : "on WhatsApp"} and gets no messages there`,
    );

    await there.writes("STOP");
    expect(there.heard().at(-1)).toContain(SAID[there.channel].out);
    expect(await bulk(world, there)).toBe("opted out");
    await ana.writes("START");
    expect(ana.heard().slice(1)).toEqual([expect.stringContaining(SAID[ana.channel].in)]);
    expect([await consentOf(world, ana), await consentOf(world, there)]).toEqual([WANTS, WROTE_STOP]);
    expect([await bulk(world, ana), await bulk(world, there)]).toEqual(["sent", "opted out"]);
  },
);

test("a bulk message that waits is dropped for the channel that was stopped since, and goes by the other", async ({
  world,
}) => {
  const [ana, onSms] = [CUSTOMERS.WhatsApp(world), CUSTOMERS.SMS(world)];
  await ana.writes("hi");
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  for (const channel of ["whatsapp", "sms"])
    await call(world, { to: ana.phone, body: `News by ${channel}`, channel, sendAt });
  await onSms.writes("STOP");
  await world.database.rows("update contact_logs set due_at = now() where batch_id is not null");
  await world.later(3_700);
  expect(ana.heard().at(-1)).toBe("News by whatsapp");
  expect(onSms.heard()).toEqual([expect.stringContaining(SAID.sms.out)]);
});

test("Twilio's own opt-out counts for SMS, by which it came, and its refusal for the channel that it refused", async ({
  world,
}) => {
  const [ana, onSms] = [CUSTOMERS.WhatsApp(world), CUSTOMERS.SMS(world)];
  await world.twilio.receive({ From: ana.phone, Body: "Parar", OptOutType: "STOP" });
  await settled(world);
  expect([await consentOf(world, onSms), await consentOf(world, ana)]).toEqual([WROTE_STOP, WANTS]);
  await onSms.writes("START");
  await ana.writes("hi");
  world.fail("twilio", { twilioCode: 21610, status: 400 }, { times: 1 });
  expect(await bulk(world, onSms)).toBe("sent");
  expect([await consentOf(world, onSms), await consentOf(world, ana)]).toEqual([
    { out: true, reason: "21610" },
    WANTS,
  ]);
  // The report of the old refusal, heard again, does not undo it.
  await onSms.writes("START");
  await world.database.rows("update tasks set done_at = null, due_at = now() where kind = 'report-failure'");
  await settled(world);
  expect(await consentOf(world, onSms)).toEqual(WANTS);
});

test("a refusal outlives a START that was written on the other channel", async ({ world }) => {
  const [ana, onSms] = [CUSTOMERS.WhatsApp(world), CUSTOMERS.SMS(world)];
  await ana.writes("hi");
  world.fail("twilio", { twilioCode: 21610, status: 400 }, { times: 1 });
  await bulk(world, onSms);
  await ana.writes("STOP");
  await ana.writes("START");
  await world.database.rows("update tasks set done_at = null, due_at = now() where kind = 'report-failure'");
  await world.database.rows("update contacts set sms_opted_out_at = null, sms_opt_out_reason = null");
  await settled(world);
  expect(await consentOf(world, onSms)).toEqual({ out: true, reason: "21610" });
});

test("a late START undoes no later STOP of its channel, whatever the other says", async ({ world }) => {
  const [ana, onSms] = [CUSTOMERS["Meta's WhatsApp"](world), CUSTOMERS.SMS(world)];
  const writesAt = async (body: string, seconds: number) => {
    const timestamp = String(Math.floor(Date.now() / 1000) + seconds);
    await world.meta.receive(
      { id: `wamid.${body}.${seconds}`, timestamp, type: "text", text: { body } },
      { contact: { wa_id: ana.phone.slice(1) } },
    );
    await settled(world);
  };
  await writesAt("STOP", -600);
  await onSms.writes("STOP");
  await writesAt("START", -700);
  expect([await consentOf(world, ana), await consentOf(world, onSms)]).toEqual([WROTE_STOP, WROTE_STOP]);
  // Earlier than the STOP by SMS, later than the one on WhatsApp.
  await writesAt("START", -500);
  expect([await consentOf(world, ana), await consentOf(world, onSms)]).toEqual([WANTS, WROTE_STOP]);
});

test.for([
  ["SMS", 0],
  ["WhatsApp", 0],
  [null, 1],
] as const)("who stopped %s gets %i SMS in place of WhatsApp", async ([stopped, count]) => {
  const world = await fastWorld({ FALLBACK_SMS: "true" });
  try {
    const ana = CUSTOMERS.WhatsApp(world);
    await ana.writes("hi");
    await bulk(world, ana);
    const sid = world.twilio.sent.at(-1)?.sid ?? "";
    if (stopped) await CUSTOMERS[stopped](world).writes("STOP");
    await world.twilio.status(sid, "failed", { ErrorCode: "63024" });
    await settled(world);
    const rows = (await world.logs("outbound")).filter(
      ({ channel, body }) => channel === "sms" && body === "News!",
    );
    expect(rows).toHaveLength(count);
  } finally {
    await world.close();
  }
});

test("the console and the API say of what somebody opted out", async ({ world }) => {
  const [ana, onSms] = [CUSTOMERS.WhatsApp(world), CUSTOMERS.SMS(world)];
  await ana.writes("hi");
  const told = async () => {
    const headers = { authorization: `Bearer ${API_KEY}` };
    const query = `?phone=${encodeURIComponent(ana.phone)}`;
    const { contact } = await (await fetch(`${world.origin}/api/contacts${query}`, { headers })).json();
    const [list, page] = await Promise.all(
      ["/contacts", `/contacts/${contact.id}`].map(async (path) => (await visit(world, path)).text()),
    );
    const badges = [list, page].map((text) => text?.match(/badge warn">(Opted out[^<]*)</)?.[1]);
    const facts = page?.match(/<dt>Opted out[^<]*/g)?.map((fact) => fact.slice(4)) ?? [];
    return { optedOut: contact.optedOut, onWhatsApp: contact.optedOutAt !== null, badges, facts };
  };
  const say = (whatsapp: boolean, sms: boolean, badge: string | undefined, facts: string[]) => ({
    optedOut: { whatsapp, sms },
    onWhatsApp: whatsapp,
    badges: [badge, badge],
    facts,
  });
  expect(await told()).toEqual(say(false, false, undefined, []));
  await onSms.writes("STOP");
  expect(await told()).toEqual(say(false, true, "Opted out of SMS", ["Opted out of SMS"]));
  await ana.writes("STOP");
  expect(await told()).toEqual(say(true, true, "Opted out", ["Opted out of WhatsApp", "Opted out of SMS"]));
  await onSms.writes("START");
  expect(await told()).toEqual(say(true, false, "Opted out of WhatsApp", ["Opted out of WhatsApp"]));
});
