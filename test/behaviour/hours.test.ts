import { expect } from "vitest";
import { openingAfter } from "../../lib/domain/hours/opening.ts";
import { openingInWords } from "../../lib/domain/hours/opening-in-words.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import { visit } from "../support/console.ts";
import { daily, scheduleOf } from "../support/hours.ts";
import { REPLIES } from "../support/replies.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const CONTENT_SID = `HX${"0".repeat(32)}`;
const ANA = "+14155550100";

/** A world in which agents are there between these hours from now. */
const open = (from: number, to: number) =>
  testIn(() => createWorld({ env: { BUSINESS_HOURS: daily(from, to), TWILIO_CONTENT_SID: CONTENT_SID } }));

const away = open(3, 11);
const there = open(-3, 5);

/** As the customer reads it; the domain's own tests say what the words are. */
function whenTheyAreThere(world: World, language: Language = "en"): string {
  const schedule = scheduleOf(String(world.env.BUSINESS_HOURS));
  const opening = openingAfter(schedule, new Date());
  return opening ? openingInWords(schedule, opening, { language, phone: ANA }) : "now";
}

const said = async (world: World) => (await world.logs("outbound")).at(-1);

/** The customer's newest ticket is closed, so that what they write next opens another. */
async function closed(world: World) {
  world.zendesk.close(lastTicket(world).id);
  await settled(world);
}

/** What we sent was sent so much earlier. */
const older = (world: World, interval: string) =>
  world.database.rows(
    `update contact_logs set created_at = created_at - interval '${interval}' where direction = 'outbound'`,
  );

away("while nobody is there, a first ticket says from when, once a day", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  const first = REPLIES.ticketCreatedWhileAway(
    String(lastTicket(world).id),
    "My invoice is wrong",
    whenTheyAreThere(world),
  );
  expect(await said(world)).toMatchObject({ kind: "text", body: first, template: null });
  expect(ana.received()).toEqual([first]);

  await closed(world);
  await ana.writes("And now my card is blocked");
  expect(world.zendesk.tickets).toHaveLength(2);
  const second = REPLIES.ticketCreated(String(lastTicket(world).id), "And now my card is blocked");
  expect(await said(world)).toMatchObject({ kind: "template", body: second });

  // Had both been confirmed while somebody was there, they would know nothing of the night.
  await older(world, "18 hours");
  await closed(world);
  await ana.writes("My card is still blocked");
  expect((await said(world))?.body).toContain("Our team is away");

  // A day later.
  await older(world, "24 hours");
  await closed(world);
  await ana.writes("It is blocked again");
  expect((await said(world))?.body).toContain("Our team is away");
});

away("a confirmation that failed said nothing of the hours", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "undelivered", { ErrorCode: "63003" });
  await closed(world);
  await ana.writes("And now my card is blocked");
  expect((await said(world))?.body).toContain("Our team is away");
});

away("in the customer's language", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("HELP");
  await world.database.rows("update contacts set language = 'es', language_source = 'chosen'");
  await ana.writes("Mi factura está mal");
  expect((await said(world))?.body).toContain(whenTheyAreThere(world, "es"));
});

away("what was found when its window was over is confirmed by the template", async ({ world }) => {
  world.fail("zendesk", { status: 500 });
  await LINES.twilio(world).writes("My invoice is wrong");
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '25 hours', sent_at = sent_at - interval '25 hours'",
  );
  world.heal("zendesk");
  await world.later(3600);
  await settled(world);
  expect(lastTicket(world)).toBeDefined();
  expect(await said(world)).toMatchObject({ kind: "template" });
});

there("while somebody is there, it is confirmed as ever", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  const body = REPLIES.ticketCreated(String(lastTicket(world).id), "My invoice is wrong");
  expect(await said(world)).toMatchObject({ kind: "template", body });
  expect(await (await visit(world, "")).text()).toContain("By the clock of UTC, agents are there now.");
});
