import { expect } from "vitest";
import { test } from "../support/world.ts";

test("while Zendesk's uploads alone fail, texts become tickets within minutes", { timeout: 120_000 }, async ({
  world,
}) => {
  world.fail("zendesk", { status: 500 }, { when: ({ path }) => path.includes("/uploads") });
  const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };
  for (let n = 0; n < 40; n += 1)
    await world.twilio.receiveMedia({ From: `whatsapp:+14155551${100 + n}`, Body: "Look at this" }, [photo]);
  await world.settle();
  for (let n = 0; n < 10; n += 1)
    await world.twilio.receive({ From: `whatsapp:+14155552${100 + n}`, Body: "My parcel never came" });
  await world.settle();
  let minutes = 0;
  const texts = () => world.zendesk.tickets.filter(({ subject }) => subject.includes("parcel")).length;
  const seen: string[] = [];
  for (let n = 0; n < 240 && texts() < 10; n += 1) {
    await world.later(31);
    minutes += 31 / 60;
    if (n % 20 === 0) seen.push(`${minutes.toFixed(0)} min: ${texts()}`);
  }
  expect(minutes).toBeLessThan(15);
});
