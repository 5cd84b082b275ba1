import { expect } from "vitest";
import { nextOfBatchInSeconds, sendsToLookUp, takeBatchSends } from "../../lib/db/bulk/batch-sends.ts";
import { completeBatch } from "../../lib/db/bulk/batches.ts";
import { PROOF_COLUMNS } from "../../lib/db/messages/proof-columns.ts";
import { explaining } from "../support/explaining.ts";
import { test } from "../support/world.ts";

test("no index knows of what a status changes, but for a failure: it writes its row alone", async ({
  world,
}) => {
  const known = await world.database.rows<{ column: string; index: string }>(`
    select distinct a.attname as column, i.relname as index from pg_depend d
    join pg_class i on i.oid = d.objid and i.relkind = 'i'
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.refobjid = 'contact_logs'::regclass`);
  expect(known).toContainEqual({ column: "handed_over_at", index: "contact_logs_batch_queued" });
  const told = Object.keys(PROOF_COLUMNS);
  expect(known.filter(({ column }) => told.includes(column)).map(({ column }) => column)).toEqual([
    "failed_at",
  ]);
});

test("of a batch that is nearly through, only what is left is read", async ({ world }) => {
  await world.database.rows(`
    insert into contacts (id, phone) select gen_random_uuid(), '+4915' || 100000000 + n from generate_series(1, 5000) n`);
  await world.database.rows(`
    insert into batches (id, request_hash, provider, accepted_at, accepted)
    select gen_random_uuid(), n::text, 'twilio', now(), 2500 from generate_series(1, 2) n`);
  await world.database.rows("insert into send_paces (provider, next_at) values ('twilio', now())");
  // Of a hundred, 96 are answered, one is refused, one was not welcome, one has no answer yet, one is to go.
  await world.database.rows(`
    insert into contact_logs (id, contact_id, direction, provider, channel, sender, contact_address, kind, status, body, batch_id, position,
      due_at, handed_over_at, failed_at, twilio_message_sid)
    select gen_random_uuid(), c.id, 'outbound', 'twilio', 'whatsapp', '+1', '+2', 'text',
      (case n % 100 when 0 then 'accepted' when 1 then 'accepted' when 2 then 'canceled' when 3 then 'failed' else 'sent' end)::message_status,
      'Text', b.id, n, case when n % 100 <> 2 then now() end, case when n % 100 not in (0, 2) then now() - interval '1 hour' end,
      case when n % 100 = 3 then now() end, case when n % 100 > 3 then 'SM' || b.request_hash || '-' || n end
    from batches b, (select id, row_number() over () as n from contacts) c`);
  for (const table of ["contacts", "contact_logs", "batches"]) await world.database.rows(`analyze ${table}`);
  const [{ id: batchId } = expect.unreachable()] = await world.database.rows<{ id: string }>(
    "select id from batches limit 1",
  );
  for (const isGeneric of [false, true]) {
    const db = explaining(world, isGeneric);
    await takeBatchSends(db, { batchId, ratePerSecond: 1000, limit: 10 });
    expect(await sendsToLookUp(db, batchId, { olderThanSeconds: 60, limit: 100 })).toHaveLength(50);
    expect(await nextOfBatchInSeconds(db, { batchId, lookedUpAfterSeconds: 60 })).toBe(0);
    await completeBatch(db, { id: batchId, accepted: 2500, skipped: [] });
    const [take, lookUp, next, complete] = db.plans;
    expect(take).toContain("contact_logs_batch_queued");
    expect(lookUp).toContain("contact_logs_batch_unanswered");
    expect(next).toMatch(/contact_logs_batch_queued[\s\S]*contact_logs_batch_unanswered/);
    // When it begins is asked, which is no reason to read all messages there are.
    expect(complete).toContain("contact_logs_batch_queued");
    expect(complete).not.toContain("Seq Scan on contact_logs");
  }
});
