import { expect } from "vitest";
import { ANA } from "../support/conversations.ts";
import { anaWrote, daysPass, forgotten, purgeToday } from "../support/retention.ts";
import { callCron, countsAge, statsOf } from "../support/stats.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { test } from "../support/world.ts";

test("after a year a message's text, files, place and its ticket's subject are forgotten; what became of it stays", async ({
  world,
}) => {
  await anaWrote(world);
  const before = await world.logs();
  await daysPass(world, 364);
  await purgeToday(world);
  expect(await forgotten(world)).toMatchObject({ tasks: expect.any(Number) });
  expect((await world.logs()).map(({ body }) => body)).toEqual(before.map(({ body }) => body));

  await daysPass(world, 2);
  await purgeToday(world);
  const after = await world.logs();
  expect(
    after.map(({ id, status, error_code, twilio_message_sid }) => ({
      id,
      status,
      error_code,
      twilio_message_sid,
    })),
  ).toEqual(
    before.map(({ id, status, error_code, twilio_message_sid }) => ({
      id,
      status,
      error_code,
      twilio_message_sid,
    })),
  );
  for (const log of after)
    expect(log).toMatchObject({ body: "", media: [], detail: {}, error_message: null });
  const kept = (await everythingWeKeep(world)).filter((row) => !row.startsWith("contacts "));
  expect(kept.filter((row) => /My invoice|My street|To \+1415|photo/.test(row))).toEqual([]);
  expect(await forgotten(world)).toMatchObject({ bodies: after.length });
});

test("of what was said more than a minute ago nothing is remembered, however much it is", async ({
  world,
}) => {
  await world.database.rows(
    `insert into said (hash, said_at, log_id)
     select n, now() - interval '2 minutes', gen_random_uuid() from generate_series(1, 20001) n`,
  );
  await purgeToday(world);
  expect(await world.database.rows("select count(*)::int as n from said")).toEqual([{ n: 0 }]);
});

test("after three years a message goes, with its ticket and its contact; its statistics stay, and are not counted again", async ({
  world,
}) => {
  await anaWrote(world);
  await world.database.rows("update tickets set status = 'closed'");
  await daysPass(world, 1096);
  await callCron(world);
  const counted = await world.database.rows(
    "select sum(inbound)::int as inbound, sum(outbound)::int as outbound from hourly_counts",
  );
  await purgeToday(world);
  for (const table of ["contact_logs", "tickets", "contacts"])
    expect(await world.database.rows(`select * from ${table}`), table).toEqual([]);
  await world.twilio.receive({ From: ANA, Body: "I am back" });
  await world.settle();
  await countsAge(world, 400 * 86_400);
  await callCron(world);
  expect(
    await world.database.rows(
      "select sum(inbound)::int as inbound, sum(outbound)::int as outbound from hourly_counts where hour < now() - interval '1 year'",
    ),
  ).toEqual(counted);
  expect(counted).toEqual([{ inbound: 2, outbound: expect.any(Number) }]);
  expect((await statsOf(world)).from).toEqual(expect.any(String));
});

test("whoever opted out stays so, and a ticket that its customer still writes on keeps the message that opened it", async ({
  world,
}) => {
  await world.twilio.receive({ From: "whatsapp:+14155550101", Body: "STOP" });
  await anaWrote(world);
  await daysPass(world, 1096);
  await world.twilio.receive({ From: ANA, Body: "Any news?" });
  await world.settle();
  await purgeToday(world);
  const contacts = await world.database.rows<{ phone: string }>(
    "select phone, opted_out_at from contacts order by phone",
  );
  expect(contacts).toMatchObject([
    { phone: "+14155550100" },
    { phone: "+14155550101", opted_out_at: expect.any(Date) },
  ]);
  const tickets = await world.database.rows(
    "select t.id from tickets t join contact_logs l on l.id = t.opened_by",
  );
  expect(tickets.length).toBeGreaterThan(0);
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual(["", "Any news?"]);
});

test("what waits to be sent, and what a task still works on, is kept; once that is over, it goes", async ({
  world,
}) => {
  world.fail("zendesk", { status: 422 }, { when: ({ path }) => path.includes("/tickets") });
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await world.settle();
  const dead = (await world.tasks("file-message")).filter(({ dead_at }) => dead_at !== null);
  expect(dead).toHaveLength(1);
  await daysPass(world, 366);
  await world.database.rows("update tasks set dead_at = now() where dead_at is not null");
  await purgeToday(world);
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual(["My invoice is wrong"]);
  world.heal("zendesk");
  await world.database.rows(
    "update tasks set dead_at = null, attempts = 0, due_at = now() where kind = 'file-message'",
  );
  await world.settle();
  expect(world.zendesk.tickets.at(-1)?.comments[0]?.body).toContain("My invoice is wrong");
  await purgeToday(world);
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual([""]);
});

test("a done task goes after two weeks, unless its key tells a second delivery from a first: then after thirty days", async ({
  world,
}) => {
  await world.twilio.receive({ From: ANA, Body: "My invoice is wrong" });
  await world.settle();
  const kinds = async () => (await world.tasks()).map(({ kind }) => kind).filter((kind) => kind !== "purge");
  expect(await kinds()).toEqual(["answer-message", "file-message", "deliver-message"]);
  await daysPass(world, 13);
  await purgeToday(world);
  expect(await kinds()).toEqual(["answer-message", "file-message", "deliver-message"]);
  await daysPass(world, 2);
  await purgeToday(world);
  expect(await kinds()).toEqual(["answer-message"]);
  await daysPass(world, 16);
  await purgeToday(world);
  expect(await kinds()).toEqual([]);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("orphans, news of accounts, wrong passwords and dead tasks go at their age, and not before", async ({
  world,
}) => {
  await world.database.rows(`
    insert into contact_logs (id, direction, provider, kind, status, external_message_id, conversation_sid) values
      (gen_random_uuid(), 'outbound', 'meta', 'unknown', 'delivered', 'wamid.A', null),
      (gen_random_uuid(), 'outbound', 'twilio', 'text', 'delivered', null, 'CH1')`);
  await world.database.rows("insert into conversations (sid) values ('CH1'), ('CH2')");
  await world.database.rows(
    `insert into account_events (id, provider, field, dedupe_key, payload) values (gen_random_uuid(), 'meta', 'account_update', 'a', '{}')`,
  );
  await world.database.rows("insert into wrong_passwords (source, count, since) values ('a', 3, now())");
  await world.database.rows(
    "insert into tasks (kind, dedupe_key, payload, dead_at) values ('unknown-event', 'a', '{}', now())",
  );
  await daysPass(world, 29);
  await purgeToday(world);
  expect(await forgotten(world)).toEqual({});
  await daysPass(world, 2);
  await purgeToday(world);
  expect(await forgotten(world)).toEqual({ orphans: 1, "account-events": 1, "wrong-passwords": 1 });
  await daysPass(world, 60);
  await purgeToday(world);
  expect(await forgotten(world)).toEqual({
    orphans: 1,
    "account-events": 1,
    "wrong-passwords": 1,
    "dead-tasks": 1,
  });
  await daysPass(world, 1100);
  await purgeToday(world);
  expect(
    await world.database.rows("select sid from conversations union all select id::text from contact_logs"),
  ).toEqual([]);
});
