import { expect } from "vitest";
import { acceptTicketNews } from "../../lib/agent-reply/accept-ticket-news.ts";
import { parseInbound } from "../../lib/providers/twilio/parse-inbound.ts";
import { parseTicketNews } from "../../lib/zendesk/parse-ticket-news.ts";
import { dieAtEachStep, endLeasesAndSettle } from "../support/doomed-instance.ts";
import { hoursPass, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const TEXT = "A long answer. ".repeat(300).trim();
/** Of two messages of Meta's, neither of which fits on a file. */
const LONGER = "A long answer. ".repeat(350).trim();
const PDF = { filename: "terms.pdf", contentType: "application/pdf", bytes: Buffer.from("%PDF") };

const test = testIn(() => createWorld({ env: { TWILIO_REPLY_CONTENT_SID: `HX${"7".repeat(32)}` } }));

/** The webhook's instance stored what Zendesk told and was killed before it began its work. Returns what the customer is owed. */
async function answerWithoutWork(world: World, text = TEXT): Promise<[text: string, file: string]> {
  const { id } = lastTicket(world);
  const { attachments } = world.zendesk.answer(id, { html: `<p>${text}</p>`, files: [PDF] });
  const ring = { signedAt: new Date(), invocationId: crypto.randomUUID() };
  const news = parseTicketNews(Buffer.from(JSON.stringify({ ticket_id: id })), ring);
  expect(
    await acceptTicketNews(world.deps, news, { raw: "", beside: { webhook: "zendesk/agent-reply" } }),
  ).toBe("reply");
  return [text, attachments[0]?.content_url ?? ""];
}

const number = (step: number) => `1415555${7000 + step}`;

test("by twilio, killed before each single step of relaying a long text and a file: each once, in order", {
  timeout: 180_000,
}, async ({ world }) => {
  let line = LINES.twilio(world);
  let owed: string[] = [];
  const steps = await dieAtEachStep(world, {
    async prepare(step) {
      line = LINES.twilio(world, `whatsapp:+${number(step)}`);
      await line.writes("My invoice is wrong");
      owed = await answerWithoutWork(world);
    },
    async check(step) {
      await endLeasesAndSettle(world);
      const [, ...received] = line.received();
      expect([received.slice(0, 3).join(" "), ...received.slice(3)], `step ${step}`).toEqual(owed);
      expect(notes(world), `step ${step}`).toEqual([]);
    },
  });
  expect(steps).toBeGreaterThan(15);
});

test("by meta, which keeps no log to look in, killed before each single step: none twice, all in order, and the ticket hears of the one left unconfirmed", {
  timeout: 180_000,
}, async ({ world }) => {
  let line = LINES.meta(world);
  let owed: string[] = [];
  let unconfirmed = 0;
  const steps = await dieAtEachStep(world, {
    async prepare(step) {
      line = LINES.meta(world, number(step));
      await line.writes("My invoice is wrong");
      owed = await answerWithoutWork(world, LONGER);
    },
    async check(step) {
      await endLeasesAndSettle(world);
      const [, ...received] = line.received();
      expect(new Set(received).size, `step ${step}`).toBe(received.length);
      const [text = "", file = ""] = owed;
      const places = received.map((one) => (one === file ? Number.POSITIVE_INFINITY : text.indexOf(one)));
      expect(places, `step ${step}`).toEqual(places.toSorted((a, b) => a - b));
      expect(received.length, `step ${step}`).toBeGreaterThanOrEqual(2);
      if (received.length < 3) unconfirmed += 1;
      const told = notes(world);
      expect(told.length, `step ${step}`).toBeGreaterThanOrEqual(3 - received.length);
      expect(told.length, `step ${step}`).toBeLessThanOrEqual(1);
      if (told.length > 0)
        expect(told, `step ${step}`).toEqual([expect.stringMatching(/^May not have arrived/)]);
    },
  });
  expect(steps).toBeGreaterThan(15);
  // Between writing down that it is handed over and handing it over: one step for each of the three messages.
  expect(unconfirmed).toBe(3);
});

test("killed before each single step of holding an answer: one note, one template, and once the customer writes, all of it once", {
  timeout: 180_000,
}, async ({ world }) => {
  let line = LINES.twilio(world);
  let owed: string[] = [];
  const steps = await dieAtEachStep(world, {
    async prepare(step) {
      line = LINES.twilio(world, `whatsapp:+${number(step)}`);
      await line.writes("My invoice is wrong");
      await hoursPass(world, 25);
      owed = await answerWithoutWork(world);
    },
    async check(step) {
      await endLeasesAndSettle(world);
      expect(notes(world), `step ${step}`).toEqual([expect.stringContaining("was sent a template")]);
      expect(line.received().slice(1), `step ${step}`).toEqual([expect.stringMatching(/^Template: \d+$/)]);
      await line.writes("Here I am");
      const received = line.received().slice(2);
      expect([received.slice(0, 3).join(" "), ...received.slice(3)], `step ${step}`).toEqual(owed);
    },
  });
  expect(steps).toBeGreaterThan(10);
});

test("killed before each single step of obeying STOP while an answer waits: others send nothing of it, and its agent hears so once", {
  timeout: 180_000,
}, async ({ world }) => {
  let line = LINES.twilio(world);
  const steps = await dieAtEachStep(world, {
    async prepare(step) {
      const From = `whatsapp:+${number(step)}`;
      line = LINES.twilio(world, From);
      await line.writes("My invoice is wrong");
      await hoursPass(world, 25);
      await answerWithoutWork(world);
      await settled(world);
      const { message } = parseInbound(world.twilio.miss({ From, Body: "STOP" }).form);
      if (message) await world.deps.receive([message]);
    },
    async check(step) {
      // Others are at work long before the dead instance's lease ends.
      await settled(world);
      await endLeasesAndSettle(world);
      expect(line.received().slice(2), `step ${step}`).toEqual([expect.stringContaining("no more messages")]);
      expect(notes(world).slice(1), `step ${step}`).toEqual([expect.stringContaining("wrote STOP")]);
    },
  });
  expect(steps).toBeGreaterThan(5);
});
