import { expect } from "vitest";
import { META_AWAY, setRight, TWILIO_AWAY } from "../support/away.ts";
import { notesOf } from "../support/delivery.ts";
import { NOTES } from "../support/notes.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

const AWAY = { twilio: TWILIO_AWAY["20403"], meta: META_AWAY["131031"] };

test.for(["twilio", "meta"] as const)(
  "replies that wait because %s has suspended the account: their ticket says so once, and they go out in order",
  async (provider, { world }) => {
    world.zendesk.connectWebhook();
    const line = LINES[provider](world);
    await line.writes("My invoice is wrong");
    const { id } = lastTicket(world);
    const before = line.received().length;
    world.fail(provider, AWAY[provider] ?? "hang");
    for (const text of ["We look into it", "It will take a day", "Done"]) {
      world.zendesk.answer(id, { text });
      await settled(world);
    }
    await world.later(310);
    expect(notesOf(world).map(({ body }) => body)).toEqual([expect.stringContaining(NOTES.providerAway)]);
    expect(line.received()).toHaveLength(before);
    await setRight(world, provider);
    expect(line.received().slice(before)).toEqual(["We look into it", "It will take a day", "Done"]);
    expect(notesOf(world)).toHaveLength(1);
  },
);

test("a confirmation that waits is nobody's reply: no ticket hears of it", async ({ world }) => {
  world.fail("twilio", TWILIO_AWAY["20403"] ?? "hang");
  await LINES.twilio(world).writes("My invoice is wrong");
  expect(notesOf(world)).toEqual([]);
});
