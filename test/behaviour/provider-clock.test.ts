import { expect } from "vitest";
import { answerOnceMore } from "../support/delivery.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("our database's clock is two minutes ahead of Twilio's: a lost answer is not sent twice", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail("twilio", "drop-after", {
    times: 1,
    when: ({ method, path }) => method === "POST" && /messages/i.test(path),
  });
  await answerOnceMore(world, "We look into it");
  world.heal();
  const sent = world.twilio.sent.at(-1) as unknown as Record<string, unknown>;
  for (const key of ["date_created", "date_sent", "date_updated"])
    if (sent[key]) sent[key] = new Date(Date.parse(String(sent[key])) - 190_000).toUTCString();
  sent.at = sent.at instanceof Date ? new Date(sent.at.getTime() - 190_000) : sent.at;

  for (let n = 0; n < 3; n += 1) {
    await world.later(31);
    await settled(world);
  }
  expect(line.received().filter((x) => x === "We look into it")).toHaveLength(1);
});
