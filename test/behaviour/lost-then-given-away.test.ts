import { expect } from "vitest";
import { answerOnceMore } from "../support/delivery.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("an answer whose own answer was lost, whose ticket is given to somebody else while Twilio's account is away for hours", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail("twilio", "drop-before", {
    times: 1,
    when: ({ method, path }) => method === "POST" && /messages/i.test(path),
  });
  await answerOnceMore(world, "Your result is positive");
  world.heal();
  world.fail("twilio", { status: 401 });
  for (let n = 0; n < 3; n += 1) await world.later(600);
  await world.database.rows("update contact_logs set created_at = created_at - interval '3 hours'");
  const [like] = world.zendesk.users;
  if (!like) throw new Error("Zendesk knows nobody");
  const other = {
    ...like,
    id: 5_000_777,
    name: "Bela",
    email: "bela@example.com",
    phone: null,
    external_id: null,
    shared_phone_number: false,
  };
  world.zendesk.users.push(other as never);
  world.zendesk.changeRequester(lastTicket(world).id, other as never);
  world.heal();
  for (let n = 0; n < 4; n += 1) {
    await world.later(400);
    await settled(world);
  }
  expect(line.received()).not.toContain("Your result is positive");
});
