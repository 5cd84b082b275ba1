import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";
import { CUSTOMERS, type Customer, consentOf } from "../support/customers.ts";
import { REPLIES } from "../support/replies.ts";
import { settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const CHANNELS = Object.values(CUSTOMERS).map((channel, n) => (world: World) => {
  return channel(world, `+1415555010${n}`);
});
const EN_ESPANOL = repliesOf(CATALOGUES.es.sentences, "es");

/** A customer whom we know, and who chose this language. */
async function whoChose(language: Language, channel: (world: World) => Customer, world: World) {
  const customer = channel(world);
  await customer.writes("hi");
  await world.database.rows(
    "update contacts set language = $1, language_source = 'chosen' where phone = $2",
    [language, customer.phone],
  );
  return customer;
}

test("AYUDA, BAJA and REANUDAR are answered in Spanish to who chose it, on each channel", async ({
  world,
}) => {
  for (const channel of CHANNELS) {
    const ana = await whoChose("es", channel, world);
    for (const text of ["AYUDA", "Baja", "reanudar"]) await ana.writes(text);
    const [, help, ...others] = ana.heard();
    expect(help).toContain(EN_ESPANOL.help);
    expect(others).toEqual([EN_ESPANOL.optedOut(ana.channel), EN_ESPANOL.optedIn(ana.channel)]);
  }
  // In words, for who has no list.
  expect(world.twilio.sent.map(({ body }) => body)).toContainEqual(
    expect.stringContaining("- BAJA: no recibir más mensajes"),
  );
});

test.for(["es", "en"] as const)(
  "BAJA opts out whoever chose %s, answered in that",
  async (language, { world }) => {
    const { optedOut } = language === "es" ? EN_ESPANOL : REPLIES;
    for (const channel of CHANNELS) {
      const ana = await whoChose(language, channel, world);
      await ana.writes("BAJA");
      expect(ana.heard().slice(1)).toEqual([optedOut(ana.channel)]);
      expect(await consentOf(world, ana)).toEqual({ out: true, reason: "stop" });
    }
    expect(world.zendesk.tickets).toEqual([]);
  },
);

test("what has no words of a customer's own is called in their language, and for agents in theirs", async ({
  world,
}) => {
  const ana = await whoChose("es", CUSTOMERS.WhatsApp, world);
  const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };
  await world.twilio.receiveMedia({ From: `whatsapp:${ana.phone}`, Body: "" }, [photo]);
  await settled(world);
  await ana.writes("ESTADO");
  const [ticket] = world.zendesk.tickets;
  expect(ticket).toMatchObject({ subject: "Photo", comments: [{ body: "(Photo)" }] });
  const id = String(ticket?.id);
  expect(ana.heard().slice(1)).toEqual([
    EN_ESPANOL.ticketCreated(id, "Foto"),
    EN_ESPANOL.status([{ id, subject: "Foto", status: "new" }]),
  ]);
});

test("what we worded in English for agents is no customer's word in another language", () => {
  const order = { kind: "order" as const, body: "Order:\n1 x AB-1 at 5 USD", detail: {} };
  expect([REPLIES.wordsOf(order), REPLIES.summary(order)]).toEqual([order.body, "Order"]);
  expect([EN_ESPANOL.wordsOf(order), EN_ESPANOL.summary(order)]).toEqual(["Pedido", "Pedido"]);
});
