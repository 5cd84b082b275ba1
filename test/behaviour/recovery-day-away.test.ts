import { expect } from "vitest";
import { cronCalls, daysPass, everything, minutesAgo, recoveries } from "../support/recovery.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

const HOUR = 60;
const CUSTOMERS = Array.from({ length: 12 }, (_, n) => `whatsapp:+1415555${2000 + n}`);
const MISSED = ["It happened again this morning", "And once more at noon"];
const BEFORE = "We look into it";
const DURING = "It is settled now";

test("a day away: messages, statuses and agents' answers that never rang, then one recovery; a second changes nothing", async ({
  world,
}) => {
  for (const From of CUSTOMERS) await LINES.twilio(world, From).writes("My card was charged twice");
  for (const { id } of world.zendesk.tickets) {
    world.zendesk.answer(id, { text: BEFORE });
    await world.zendesk.post(JSON.stringify({ ticket_id: id }));
  }
  await settled(world);
  // From here on nothing rings.
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '20 hours', handed_over_at = handed_over_at - interval '20 hours'",
  );
  for (const { sid } of world.twilio.sent) world.twilio.settle(sid, "read");
  for (const [n, From] of CUSTOMERS.entries())
    for (const [m, Body] of MISSED.entries())
      world.twilio.miss({ From, Body }, [], { at: minutesAgo((8 - m * 4) * HOUR - n) });
  for (const { id } of world.zendesk.tickets) world.zendesk.answer(id, { text: DURING });

  await cronCalls(world);
  for (const [n, From] of CUSTOMERS.entries()) {
    const heard = LINES.twilio(world, From).received();
    expect(heard.slice(1)).toEqual([BEFORE, DURING]);
    const comments = world.zendesk.tickets[n]?.comments.map(({ body }) => body.split("\n")[0]) ?? [];
    expect(comments.filter((body) => MISSED.includes(body ?? ""))).toEqual(MISSED);
  }
  expect(world.zendesk.tickets).toHaveLength(CUSTOMERS.length);
  const found = Object.assign({}, ...(await recoveries(world)).map(({ counts }) => counts));
  expect(found).toMatchObject({ messages: 24, statuses: 24, answers: 12 });
  const before = await everything(world);
  await daysPass(world);
  await cronCalls(world);
  expect(await everything(world)).toEqual(before);
});
