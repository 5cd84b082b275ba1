import { expect } from "vitest";
import { latestContacts } from "../../lib/db/contacts/latest-contacts.ts";
import { searchContacts } from "../../lib/db/contacts/search-contacts.ts";
import { conversationsOf, findContact, ticketsOf } from "../../lib/db/messages/history.ts";
import { findMedia, openApprovals, timelineOf } from "../../lib/db/messages/timeline.ts";
import { explaining } from "../support/explaining.ts";
import { planOf } from "../support/lists.ts";
import { test } from "../support/world.ts";

test("of a name that many bear, a search reads 5,000 at most", async ({ world }) => {
  await world.database.rows(`
    insert into contacts (id, phone, profile_name)
    select gen_random_uuid(), '+4915' || 100000000 + n, 'Maria ' || n from generate_series(1, 8000) n`);
  await world.database.rows("analyze contacts");
  const wanted = { numbersBegin: [], numberEnds: null, bsuidBegins: null, ticketId: null, name: "mar" };
  const plan = await planOf(world, (db) => searchContacts(db, wanted, null), { isRun: true });
  expect(plan).toMatch(/Heap Scan on contacts .*actual rows=5000/);
});

test("no list, search or page of the console reads all contacts or all messages", async ({ world }) => {
  await world.database.rows(`
    insert into contacts (id, phone, bsuid, profile_name, username, last_inbound_at)
    select gen_random_uuid(), '+4915' || 100000000 + n, 'DE.' || 1000000 + n, 'Name' || n || ' Family' || n % 500, 'user' || n, now()
    from generate_series(1, 20000) n`);
  await world.database.rows(`
    insert into contact_logs (id, contact_id, direction, provider, channel, sender, kind, status, media, created_at)
    select gen_random_uuid(), c.id, 'inbound', 'twilio', 'whatsapp', '+1', 'text', 'received', '[]', now() - n * interval '7 minutes'
    from contacts c, generate_series(1, 4) n`);
  for (const table of ["contacts", "contact_logs"]) await world.database.rows(`analyze ${table}`);
  const [row] = await world.database.rows<{ id: string; log: string }>(
    "select contact_id as id, id as log from contact_logs limit 1",
  );
  const { id, log } = row ?? { id: "", log: "" };
  const wanted = {
    numbersBegin: ["4915100000", "49151"],
    numberEnds: "0199",
    bsuidBegins: "DE.1000",
    ticketId: "1001",
    name: "Family77",
  };
  for (const isGeneric of [false, true]) {
    const db = explaining(world, isGeneric);
    const first = await latestContacts(db, null);
    expect(first).toHaveLength(26);
    const [asOf, after] = [first[0]?.place, first[24]?.place];
    if (asOf && after) await latestContacts(db, { asOf, after });
    expect(await searchContacts(db, wanted, null)).toHaveLength(26);
    await searchContacts(db, wanted, id);
    await findContact(db, { id });
    const [newest] = await timelineOf(db, id, { after: null, limit: 41 });
    if (newest) await timelineOf(db, id, { after: newest, limit: 41 });
    await Promise.all([
      ticketsOf(db, id),
      conversationsOf(db, id),
      openApprovals(db, id),
      findMedia(db, log, 0),
    ]);
    expect(db.plans).toHaveLength(11);
    for (const plan of db.plans) expect(plan).not.toMatch(/Seq Scan on (contacts|contact_logs)/);
    expect(db.plans[0]).toMatch(/Index Scan Backward using contact_logs_created/);
    for (const index of [
      "contacts_phone_begins",
      "contacts_phone_ends",
      "contacts_bsuid_begins",
      "contacts_names",
    ])
      expect(db.plans[2]).toContain(index);
  }
});
