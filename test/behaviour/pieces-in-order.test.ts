import { expect } from "vitest";
import { answerOnceMore } from "../support/delivery.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("a long answer whose first piece fails four times: its pieces arrive in their order", {
  timeout: 120_000,
}, async ({ world }) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail(
    "twilio",
    { status: 503 },
    {
      times: 4,
      when: ({ method, body }) => method === "POST" && JSON.stringify(body ?? "").includes("word0 "),
    },
  );
  const text = Array.from({ length: 400 }, (_, n) => `word${n}`).join(" ");
  await answerOnceMore(world, text);
  for (const s of [8, 40, 160, 20, 20, 800]) {
    await world.later(s);
    await settled(world);
  }
  expect(line.received().slice(1).join(" ")).toBe(text);
});
