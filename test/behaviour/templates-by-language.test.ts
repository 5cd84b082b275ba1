import { expect } from "vitest";
import { fill } from "../../lib/domain/replies/fill.ts";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { agentAnswers, hoursPass, LINES, lastTicket } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const sid = (digit: string) => `HX${digit.repeat(32)}`;

/** A deployment whose templates are of some languages each, English not among them. */
const test = testIn(() =>
  createWorld({
    env: {
      TWILIO_CONTENT_SID: JSON.stringify({ es: sid("1"), fr: sid("2") }),
      TWILIO_REPLY_CONTENT_SID: JSON.stringify({ de: sid("3"), es: sid("4") }),
      WHATSAPP_REPLY_TEMPLATE: '{"es":"write_again:es_MX","pt":"write_again"}',
    },
  }),
);

/** A customer of this language, who is known already. */
async function customer(world: World, language: string, line = LINES.twilio(world)) {
  await line.writes("STOP");
  await line.writes("START");
  await world.database.rows("update contacts set language = $1, language_source = 'chosen'", [language]);
  return line;
}

test("a ticket is confirmed by the template of the customer's language, or in free text where that has none", async ({
  world,
}) => {
  const spanish = await customer(world, "es");
  await spanish.writes("Mi factura está mal");
  expect(world.twilio.sent.at(-1)?.form).toMatchObject({ ContentSid: sid("1") });
  const german = await customer(world, "de", LINES.twilio(world, "whatsapp:+14155550177"));
  await german.writes("Meine Rechnung stimmt nicht");
  expect(german.received().at(-1)).toBe(
    fill(CATALOGUES.de.sentences.ticketCreated, {
      ticketId: String(lastTicket(world).id),
      message: "Meine Rechnung stimmt nicht",
    }),
  );
});

/** One whose template is everybody's. */
const testOfOne = testIn(() => createWorld({ env: { TWILIO_CONTENT_SID: sid("5") } }));

testOfOne(
  "a template of everybody's confirms to whom it speaks, and others read their language",
  async ({ world }) => {
    const spanish = await customer(world, "es");
    await spanish.writes("Mi factura está mal");
    expect(spanish.received().at(-1)).toMatch(/^Solicitud #/);
    const english = await customer(world, "en", LINES.twilio(world, "whatsapp:+14155550177"));
    await english.writes("My invoice is wrong");
    expect(world.twilio.sent.at(-1)?.form).toMatchObject({ ContentSid: sid("5") });
  },
);

test.for([
  ["es", sid("4")],
  ["de", sid("3")],
  ["hi", sid("3")],
] as const)(
  "by Twilio, a customer of %s is asked to write again by a template",
  async ([language, ContentSid], { world }) => {
    const line = await customer(world, language);
    await line.writes("My invoice is wrong");
    await agentAnswersLate(world);
    expect(world.twilio.sent.at(-1)?.form).toMatchObject({ ContentSid });
  },
);

test.for([
  ["es", "es_MX"],
  ["pt", "pt_BR"],
  ["tr", "es_MX"],
] as const)(
  "by Meta, a customer of %s is asked to write again in %s",
  async ([language, code], { world }) => {
    const line = await customer(world, language, LINES.meta(world));
    await line.writes("My invoice is wrong");
    await agentAnswersLate(world);
    expect(world.meta.sent.at(-1)?.payload).toMatchObject({
      template: { name: "write_again", language: { code } },
    });
  },
);

async function agentAnswersLate(world: World) {
  world.zendesk.connectWebhook();
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "Here it is" });
}
