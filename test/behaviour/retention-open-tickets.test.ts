import { expect } from "vitest";
import { daysPass, purgeToday } from "../support/retention.ts";
import { callCron } from "../support/stats.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const shortLived = testIn(() =>
  createWorld({ env: { RETENTION_LOGS_DAYS: "30", RETENTION_BODIES_DAYS: "30" } }),
);

const rowsOf = (world: World) =>
  world.database.rows(
    "select (select count(*)::int from tickets) as tickets, (select count(*)::int from contact_logs) as logs, (select count(*)::int from contacts) as contacts",
  );

/** What we sent has arrived, so that nothing of it is under way. */
const allArrived = (world: World) =>
  world.database.rows("update contact_logs set status = 'delivered' where direction = 'outbound'");

shortLived(
  "an open ticket that nobody touched is kept, with where its answer goes; once it is solved, all goes",
  async ({ world }) => {
    world.zendesk.connectWebhook();
    const line = LINES.twilio(world);
    await line.writes("My invoice is wrong");
    await daysPass(world, 1);
    await line.writes("Is anybody there?");
    await allArrived(world);
    const [last] = await world.database.rows<{ id: string }>(
      "select id from contact_logs where direction = 'inbound' order by created_at desc limit 1",
    );
    await daysPass(world, 31);
    await purgeToday(world);
    expect(await world.database.rows("select id from contact_logs where id = $1", [last?.id])).toHaveLength(
      1,
    );
    world.zendesk.answer(lastTicket(world).id, { text: "Sorry it took so long" });
    await settled(world);
    const [answer] = await world.database.rows(
      "select status, held_at from contact_logs where body like 'Sorry%' and zendesk_comment_id is not null",
    );
    expect(answer).toMatchObject({ status: "accepted", held_at: expect.any(Date) });

    await world.database.rows("update contact_logs set status = 'delivered', held_at = null");
    await world.database.rows("update tickets set status = 'solved'");
    await daysPass(world, 31);
    for (let day = 1; day <= 2; day += 1) await purgeToday(world);
    expect(await rowsOf(world)).toEqual([{ tickets: 0, logs: 0, contacts: 0 }]);
  },
);

/** Days pass, for the hours that were counted as well. */
async function daysAndHoursPass(world: World, days: number): Promise<void> {
  await daysPass(world, days);
  // By way of a time when nobody counted: no hour meets another on its way.
  for (const by of [100_000, days - 100_000]) {
    await world.database.rows(
      "update counted_hours set hour = hour - make_interval(days => $1), due_at = due_at - make_interval(days => $1)",
      [by],
    );
    await world.database.rows("update hourly_counts set hour = hour - make_interval(days => $1)", [by]);
  }
}

const firstAnswers = async (world: World) => {
  await world.database.rows("update counted_hours set due_at = now() where due_at is not null");
  await callCron(world);
  const [row] = await world.database.rows<{ n: number }>(
    "select coalesce(sum((select sum(v::int) from jsonb_each_text(first_answers) e(k, v))), 0)::int as n from hourly_counts",
  );
  return row?.n;
};

/** An agent answers, and a day later once more what the customer asked then. */
async function answeredTwice(world: World, days: number): Promise<void> {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My card was charged twice");
  world.zendesk.answer(lastTicket(world).id, { text: "One" });
  await settled(world);
  await daysAndHoursPass(world, days);
  await line.writes("And now?");
  world.zendesk.answer(lastTicket(world).id, { text: "Two" });
  await settled(world);
  expect(await firstAnswers(world)).toBe(1);
}

shortLived(
  "a ticket's first answer is counted once, though hours are counted again after it went",
  async ({ world }) => {
    await answeredTwice(world, 8);
    await allArrived(world);
    await daysAndHoursPass(world, 26);
    await purgeToday(world);
    expect(await firstAnswers(world)).toBe(1);
  },
);

shortLived(
  "a ticket that lives for longer than messages are kept has one first answer",
  async ({ world }) => {
    await answeredTwice(world, 25);
    await allArrived(world);
    await daysAndHoursPass(world, 10);
    await purgeToday(world);
    await LINES.twilio(world).writes("Still wrong");
    world.zendesk.answer(lastTicket(world).id, { text: "Three" });
    await settled(world);
    expect(await firstAnswers(world)).toBe(1);
  },
);

shortLived("a first answer stays counted when its ticket has gone before its hour is", async ({ world }) => {
  world.zendesk.connectWebhook();
  await LINES.twilio(world).writes("My card was charged twice");
  await daysAndHoursPass(world, 2);
  world.zendesk.answer(lastTicket(world).id, { text: "One" });
  await settled(world);
  expect(await firstAnswers(world)).toBe(1);
  await allArrived(world);
  await world.database.rows(
    "update tickets set status = 'closed', status_at = created_at, relayed_until = created_at",
  );
  await daysAndHoursPass(world, 29);
  await purgeToday(world);
  expect(await rowsOf(world)).toMatchObject([{ tickets: 0, logs: 1 }]);
  await daysAndHoursPass(world, 2);
  await purgeToday(world);
  expect(await rowsOf(world)).toEqual([{ tickets: 0, logs: 0, contacts: 0 }]);
  expect(await firstAnswers(world)).toBe(1);
});
