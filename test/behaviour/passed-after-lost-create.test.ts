import { expect } from "vitest";
import { test } from "../support/world.ts";

const From = "whatsapp:+14155550100";
test("a ticket whose answers are lost four times, the next message passing it: each message stands in Zendesk once", {
  timeout: 120_000,
}, async ({ world }) => {
  world.fail("zendesk", "drop-after", {
    when: ({ method, path, body }) =>
      method === "POST" && /tickets/.test(path) && JSON.stringify(body ?? "").includes("parcel"),
  });
  await world.twilio.receive({ From, ProfileName: "Ana", Body: "My parcel never came" });
  await world.twilio.receive({ From, ProfileName: "Ana", Body: "Also the invoice is wrong" });
  await world.settle();
  for (const s of [10, 40, 150, 10, 10, 10]) await world.later(s);
  world.heal();
  await world.later(700);
  await world.later(3700);
  const all = world.zendesk.tickets
    .flatMap(({ comments }) => comments.map(({ body }) => body))
    .filter((body) => body.includes("My parcel"));
  expect(all).toHaveLength(1);
});
