import { expect } from "vitest";
import { answersOnTicket, holderOfAnswer } from "../../lib/db/sidebar/ticket-answers.ts";
import { customerOfTicket } from "../../lib/db/sidebar/ticket-customer.ts";
import { explaining } from "../support/explaining.ts";
import { test } from "../support/world.ts";

test("what stands beside a ticket is found by indexes, however much others wrote", async ({ world }) => {
  await world.database.rows(`
    insert into contacts (id, phone) select gen_random_uuid(), '+4915' || 100000000 + n from generate_series(1, 5000) n`);
  await world.database.rows(`
    insert into contact_logs (id, contact_id, direction, provider, channel, sender, contact_address, kind, status, body, ticket_id, created_at)
    select gen_random_uuid(), c.id, case when n % 2 = 0 then 'inbound' else 'outbound' end::direction, 'twilio', 'whatsapp', '+1', '+2',
      'text', 'delivered', 'Text', right(c.phone, 9), now() - n * interval '7 minutes'
    from contacts c, generate_series(1, 8) n`);
  await world.database.rows(`
    insert into tickets (id, contact_id, opened_by, status, subject)
    select distinct on (contact_id) ticket_id, contact_id, id, 'open', 'A ticket' from contact_logs where direction = 'inbound'
    order by contact_id, created_at`);
  await world.database.rows(`
    insert into tasks (kind, dedupe_key, payload, done_at)
    select 'deliver-message', n::text, '{}', now() from generate_series(1, 20000) n`);
  await world.database.rows(`
    insert into templates (id, provider, external_id, name, language, status)
    select gen_random_uuid(), 'twilio', 'HX' || n, 'name_' || n, 'en', 'approved' from generate_series(1, 5000) n`);
  for (const table of ["contacts", "contact_logs", "tickets", "tasks", "templates"])
    await world.database.rows(`analyze ${table}`);
  const [{ id: logId, ticket_id: ticketId } = expect.unreachable()] = await world.database.rows<{
    id: string;
    ticket_id: string;
  }>("select id, ticket_id from contact_logs where direction = 'outbound' limit 1");
  for (const isGeneric of [false, true]) {
    const db = explaining(world, isGeneric);
    expect(await customerOfTicket(db, ticketId)).toMatchObject({
      provider: "twilio",
      hasWritten: false,
      files: [],
    });
    expect((await answersOnTicket(db, ticketId, { limit: 50 })).length).toBeGreaterThan(2);
    expect(await holderOfAnswer(db, { ticketId, logId })).toBeDefined();
    expect(db.plans).toHaveLength(3);
    for (const plan of db.plans)
      expect(plan).not.toMatch(/Seq Scan on (contacts|contact_logs|tickets|tasks|templates)/);
  }
});
