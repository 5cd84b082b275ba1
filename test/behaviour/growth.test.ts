import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { entriesAfter } from "../../lib/db/audit/entries.ts";
import { connect } from "../../lib/db/client.ts";
import { searchContacts } from "../../lib/db/contacts/search-contacts.ts";
import { conversationsAfter } from "../../lib/db/conversations/conversations-listed.ts";
import { eraseIdentity } from "../../lib/db/erasure/erase-identity.ts";
import { latestRecoveries } from "../../lib/db/recoveries/recoveries.ts";
import { tasksAfter } from "../../lib/db/tasks/tasks-listed.ts";
import { BY_PASSWORD } from "../support/audit.ts";
import { planOf } from "../support/lists.ts";
import { test } from "../support/world.ts";

// What `npm run bench -- growth` measures with ten million messages, by what is read and written, and not by the time that it takes.

test("a message changes its contact in place, among however many, and leaves their indexes alone", async ({
  world,
}) => {
  await world.database.rows(`
    insert into contacts (id, phone, profile_name)
    select gen_random_uuid(), '+1415' || 5550000 + n, 'Somebody' from generate_series(1, 500) n`);
  const pageOf = async () => {
    const [row] = await world.database.rows<{ page: number; heard: boolean }>(
      "select (ctid::text::point)[0]::int as page, last_inbound_at is not null as heard from contacts where phone = '+14155550007'",
    );
    return row;
  };
  const before = await pageOf();
  await world.twilio.receive({ From: "whatsapp:+14155550007", Body: "My invoice is wrong" });
  expect(await pageOf()).toEqual({ page: before?.page, heard: true });
});

test("what is listed or searched again and again is planned once, however much there is", async ({
  world: { database },
}) => {
  const many = "generate_series(1, 20000) n";
  await database.rows(
    `insert into conversations (sid, created_at) select 'CH' || n, now() - n * interval '1 minute' from ${many}`,
  );
  await database.rows(
    `insert into audit (at, by, action, subject) select now() - n * interval '1 minute', 'password', 'contact.block', 'contact:' || n from ${many}`,
  );
  await database.rows(
    `insert into tasks (kind, dedupe_key, payload, dead_at) select 'add-note', n, '{}', now() - n * interval '1 minute' from ${many}`,
  );
  await database.rows(
    `insert into contacts (id, phone, profile_name) select gen_random_uuid(), '+4915' || 1000000 + n, 'Name' || n from ${many}`,
  );
  await database.rows("analyze");
  const wanted = {
    numbersBegin: ["49151000"],
    numberEnds: "0199",
    ticketId: null,
    bsuidBegins: null,
    name: "Name77",
  };
  // On a connection of its own, which knows no other statements.
  const db = connect({ driver: "pg", url: database.url });
  for (let n = 0; n < 7; n += 1) {
    await conversationsAfter(db, { after: null, limit: 26 });
    await entriesAfter(db, { action: "contact.block", after: null, limit: 50 });
    await tasksAfter(db, { state: "dead", after: null, limit: 26 });
    await searchContacts(db, wanted, null);
  }
  const again = await db.query<{ statement: string }>(
    sql`select statement from pg_prepared_statements where custom_plans > 5`,
  );
  const once = await db.query(
    sql`select 1 from pg_prepared_statements where generic_plans > 1 and statement !~ 'set_config'`,
  );
  await db.close();
  expect(again).toEqual([]);
  expect(once).toHaveLength(4);
});

test("whoever is erased is found in conversations by an index", async ({ world }) => {
  await world.database.rows(`
    insert into conversation_participants (sid, conversation_sid, address)
    select 'MB' || n, 'CH' || n / 2, '+1415' || 5550000 + n from generate_series(1, 20000) n`);
  await world.database.rows("insert into contacts (id, phone) values (gen_random_uuid(), '+14155550007')");
  await world.database.rows("analyze conversation_participants, contacts");
  const plan = await planOf(world, (db) =>
    eraseIdentity(db, { phone: "+14155550007" }, { everywhere: false, actor: BY_PASSWORD }),
  );
  expect(plan).toContain("conversation_participants_address");
  expect(plan).not.toContain("Seq Scan on conversation_participants");
});

test("the newest looks of a recovery are found by an index", async ({ world }) => {
  await world.database.rows(`
    insert into recoveries (id, upstream, since, until, created_at, finished_at)
    select gen_random_uuid(), (array['twilio', 'meta', 'zendesk'])[1 + n % 3], now(), now(), now() - n * interval '1 hour', now()
    from generate_series(1, 9000) n`);
  await world.database.rows("analyze recoveries");
  const plan = await planOf(world, (db) => latestRecoveries(db, 25));
  expect(plan).toContain("recoveries_latest");
  expect(plan).not.toContain("Seq Scan on recoveries");
  const looks = await latestRecoveries(world.deps.db, 25);
  const times = looks.map(({ createdAt }) => createdAt.getTime());
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(looks).toHaveLength(25);
});
