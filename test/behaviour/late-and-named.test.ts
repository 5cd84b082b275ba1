import { expect } from "vitest";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("Zendesk refuses our token for three hours while agents answer twice: no note says of a relayed answer that it was not sent", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail("zendesk", { status: 401 });
  const a = world.zendesk.answer(lastTicket(world).id, { text: "First answer" });
  await settled(world);
  const b = world.zendesk.answer(lastTicket(world).id, { text: "Second answer" });
  await settled(world);
  for (const one of [a, b]) one.created_at = new Date(Date.now() - 3 * 3600_000).toISOString();
  await world.database.rows("update tickets set relayed_until = relayed_until - interval '4 hours'");
  await world.database.rows(
    "update tasks set payload = payload || jsonb_build_object('at', to_char((now() - interval '3 hours') at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')) where kind = 'relay-comments' and done_at is null",
  );
  world.heal();
  for (let n = 0; n < 4; n += 1) await world.later(400);
  await settled(world);
  expect(notes(world)).toEqual([]);
});
