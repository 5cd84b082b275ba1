import { expect } from "vitest";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("an agent's public answer reaches the customer's phone, with WhatsApp's own formatting", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  world.zendesk.answer(lastTicket(world).id, { html: "<p>Hello <b>Ana</b></p>" });
  await settled(world);
  expect(ana.received()).toEqual([expect.stringContaining("created"), "Hello *Ana*"]);
});
