import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";
import { CUSTOMERS, consentOf } from "../support/customers.ts";
import { REPLIES } from "../support/replies.ts";
import { test } from "../support/world.ts";

const EN_ESPANOL = repliesOf(CATALOGUES.es.sentences, "es");

test("whoever is written to in Spanish hears AYUDA, BAJA and REANUDAR answered in Spanish, on each channel", async ({
  world,
}) => {
  const channels = [CUSTOMERS.WhatsApp, CUSTOMERS.SMS, CUSTOMERS["Meta's WhatsApp"]];
  for (const [n, channel] of channels.entries()) {
    const ana = channel(world, `+1415555010${n}`);
    await ana.writes("Hola");
    await world.database.rows(
      "update contacts set language = 'es', language_source = 'chosen' where phone = $1",
      [ana.phone],
    );
    for (const text of ["AYUDA", "Baja", "reanudar"]) await ana.writes(text);
    const [, help = "", ...others] = ana.heard();
    expect(help).toContain(EN_ESPANOL.help);
    expect(others).toEqual([EN_ESPANOL.optedOut(ana.channel), EN_ESPANOL.optedIn(ana.channel)]);
    await ana.writes("BAJA");
    expect(await consentOf(world, ana)).toEqual({ out: true, reason: "stop" });
  }
  // In words, for who has no list.
  expect(world.twilio.sent.map(({ body }) => body)).toContainEqual(
    expect.stringContaining("- BAJA: no recibir más mensajes"),
  );
});

test("BAJA is heard from whoever is written to in English, and answered in English", async ({ world }) => {
  for (const channel of [CUSTOMERS.WhatsApp, CUSTOMERS.SMS]) {
    const ana = channel(world);
    await ana.writes("BAJA");
    expect(ana.heard()).toEqual([REPLIES.optedOut(ana.channel)]);
    expect(await consentOf(world, ana)).toEqual({ out: true, reason: "stop" });
  }
  expect(world.zendesk.tickets).toEqual([]);
});
