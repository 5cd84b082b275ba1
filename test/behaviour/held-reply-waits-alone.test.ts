import { expect } from "vitest";
import { agentAnswers, hoursPass, LINES } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("while Zendesk is away, a reply that waited for the customer holds up no other answer to them", {
  timeout: 120_000,
}, async ({ world }) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "We look into it" });
  await hoursPass(world, 1);
  world.fail("zendesk", { status: 503 });
  for (let n = 0; n < 3; n += 1)
    await world.twilio.receive({ From: `whatsapp:+1415555030${n}`, Body: "My parcel never came" });
  await world.settle();
  await line.writes("HELP");
  for (let n = 0; n < 30; n += 1) await world.later(60);
  await line.writes("STOP");
  for (let n = 0; n < 30; n += 1) await world.later(60);
  expect(line.received().join()).toContain("Describe your issue");
});
