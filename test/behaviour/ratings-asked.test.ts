import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { triggerPayload } from "../../lib/zendesk/trigger.ts";
import { about, examined, setRight } from "../support/examined.ts";
import { byNumber, minutesPass, question, ratingsOf, ratingWorld, solved } from "../support/ratings.ts";
import { recover } from "../support/recovery.ts";
import { hoursPass, LINES, lastTicket, settled, smsLine } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const CONTENT_SID = `HX${"1".repeat(32)}`;

const test = testIn(() => ratingWorld());
const testWithTemplate = testIn(() =>
  ratingWorld({ RATINGS_TEMPLATE: `{"en":"${CONTENT_SID},rate_help:en_US"}` }),
);

test("by Meta, a ticket that stands solved for half an hour is asked about once, with three buttons", async ({
  world,
}) => {
  const ada = LINES.meta(world);
  await ada.writes("My invoice is wrong");
  const ticketId = await solved(world);
  for (let n = 0; n < 9; n += 1) {
    await world.zendesk.ring(ticketId);
    world.zendesk.tag(ticketId, [`again_${n}`]);
  }
  await minutesPass(world, 20);
  expect(ada.received()).toHaveLength(1);
  // Whatever is told of a ticket that is solved already does not put it off.
  world.zendesk.tag(ticketId, ["later"]);
  await settled(world);
  await minutesPass(world, 11);
  expect(ada.received()).toHaveLength(2);
  world.zendesk.reopen(ticketId);
  await settled(world);
  await solved(world);
  await minutesPass(world);
  const words = `${question(ticketId)}\n[Good]\n[So-so]\n[Bad]`;
  expect(ada.received().slice(1)).toEqual([words]);
  expect(world.meta.sent.at(-1)?.payload.interactive).toMatchObject({
    type: "button",
    action: {
      buttons: ["good", "so-so", "bad"].map((score, n) => ({
        type: "reply",
        reply: { id: `rating:${ticketId}:${score}`, title: ["Good", "So-so", "Bad"][n] },
      })),
    },
  });
  expect(await ratingsOf(world)).toMatchObject([{ ticket_id: ticketId, way: "chat", agent_name: "Dana" }]);
});

test.for([
  ["WhatsApp by Twilio", LINES.twilio],
  ["SMS", smsLine],
] as const)(
  "by %s, numbers stand for the buttons, and a solve starts the clock anew",
  async ([, line], { world }) => {
    const ana = line(world);
    await ana.writes("My invoice is wrong");
    const ticketId = await solved(world);
    await minutesPass(world, 20);
    world.zendesk.reopen(ticketId);
    await settled(world);
    await minutesPass(world);
    await solved(world);
    await minutesPass(world, 20);
    expect(ana.received()).toHaveLength(1);
    await minutesPass(world, 11);
    expect(ana.received().slice(1)).toEqual([byNumber(ticketId)]);
  },
);

test.for([
  ["wrote STOP", (world: World) => LINES.twilio(world).writes("STOP")],
  [
    "is blocked",
    async (world: World): Promise<void> => {
      await world.database.rows("update contacts set blocked_at = now()");
    },
  ],
  ["wrote last a day ago", (world: World) => hoursPass(world, 25)],
  [
    "has no ticket any more: it was given to somebody else",
    async (world: World) => {
      const [dana] = world.zendesk.agents;
      if (dana) world.zendesk.changeRequester(lastTicket(world).id, dana);
    },
  ],
] as const)("nobody is asked who %s", async ([, happens], { world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await solved(world);
  await happens(world);
  const heard = ana.received().length;
  await minutesPass(world);
  await minutesPass(world);
  expect(ana.received()).toHaveLength(heard);
  expect(await ratingsOf(world)).toEqual([]);
  expect(await world.tasks("ask-rating")).toMatchObject([{ dead_at: null }]);
});

test("nobody is asked who talks to Meta's agent: that would end it", async ({ world }) => {
  const ada = LINES.meta(world);
  await ada.writes("My invoice is wrong");
  await solved(world);
  await world.database.rows("update contacts set held_by_agent_since = now()");
  await minutesPass(world);
  expect(ada.received()).toHaveLength(1);
});

testWithTemplate.for(["twilio", "meta"] as const)(
  "by %s, outside the window the template asks",
  async (provider, { world }) => {
    await LINES[provider](world).writes("My invoice is wrong");
    const ticketId = await solved(world);
    await hoursPass(world, 25);
    const sent = world[provider].sent.at(-1);
    if (provider === "twilio") {
      expect(world.twilio.sent.at(-1)?.form).toMatchObject({
        ContentSid: CONTENT_SID,
        ContentVariables: JSON.stringify({ "1": ticketId }),
      });
    } else {
      const { name, language, components } = (sent as (typeof world.meta.sent)[number]).payload
        .template as Record<string, unknown>;
      expect({ name, language }).toEqual({ name: "rate_help", language: { code: "en_US" } });
      expect(components).toHaveLength(4);
      expect(JSON.stringify(components)).toContain(`rating:${ticketId}:so-so`);
    }
  },
);

testWithTemplate(
  "by Twilio, the template's buttons are offered inside the window as well",
  async ({ world }) => {
    await LINES.twilio(world).writes("My invoice is wrong");
    await solved(world);
    await minutesPass(world);
    expect(world.twilio.sent.at(-1)?.form).toMatchObject({ ContentSid: CONTENT_SID });
  },
);

testWithTemplate("inside the window nobody is asked in another language than theirs", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("No puedo entrar en mi cuenta desde ayer");
  await solved(world);
  await minutesPass(world);
  expect(ana.received().at(-1)).toContain(CATALOGUES.es.sentences.ratingByNumber);
});

test("a solve that never rang is found by the daily look, and asked about", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  world.zendesk.webhooksEnabled = false;
  const ticketId = await solved(world);
  await minutesPass(world);
  await recover(world, { upstream: "zendesk" });
  await minutesPass(world);
  expect(ana.received().slice(1)).toEqual([byNumber(ticketId)]);
});

test("while Zendesk is away nobody is asked, and afterwards they are", async ({ world }) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  const ticketId = await solved(world);
  world.fail("zendesk", { status: 503 });
  await minutesPass(world);
  expect(ana.received()).toHaveLength(1);
  world.heal();
  await minutesPass(world);
  expect(ana.received().slice(1)).toEqual([byNumber(ticketId)]);
});

test("a question that waits for its provider is taken back when the ticket is opened again, and asked after the next solve", async ({
  world,
}) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  const ticketId = await solved(world);
  world.fail("twilio", { status: 503 });
  await minutesPass(world);
  expect(await ratingsOf(world)).toHaveLength(1);
  world.zendesk.reopen(ticketId);
  await settled(world);
  world.heal();
  await minutesPass(world);
  expect(ana.received()).toHaveLength(1);
  expect(await ratingsOf(world)).toEqual([]);
  await solved(world);
  await minutesPass(world);
  expect(ana.received().slice(1)).toEqual([byNumber(ticketId)]);
});

test("where a trigger rings, set-up makes one for solved tickets, and a solve without a word is heard", async ({
  world,
}) => {
  world.zendesk.connectWebhook({ shape: "trigger", triggerTemplate: triggerPayload() });
  const before = await examined(world, "zendesk");
  expect(about(before, "Trigger of the webhook")).toMatchObject({ state: "ok" });
  expect(about(before, "Trigger for solved tickets")).toMatchObject({ state: "broken" });
  await setRight(before, "Trigger for solved tickets");
  const after = await examined(world, "zendesk");
  expect(after.map(({ state }) => state)).toEqual(after.map(() => "ok"));

  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  const ticketId = await solved(world);
  const [, body] = (world.zendesk.admin.triggers.at(-1)?.actions[0]?.value ?? []) as string[];
  const rung = JSON.parse(
    (body ?? "").replace("{{ticket.id}}", ticketId).replace("{{ticket.status}}", "Gelöst"),
  );
  expect((await world.zendesk.post(rung)).status).toBe(200);
  await minutesPass(world);
  expect(ana.received().slice(1)).toEqual([byNumber(ticketId)]);
});
