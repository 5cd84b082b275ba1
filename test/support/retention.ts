import { expect } from "vitest";
import { ANA } from "./conversations.ts";
import { callCron } from "./stats.ts";
import type { World } from "./world.ts";

/** Everything of the world becomes so many days older; what was counted as well. */
export async function daysPass({ database }: World, days: number): Promise<void> {
  const ages: Record<string, string[]> = {
    contacts: ["created_at", "last_inbound_at"],
    contact_logs: ["created_at", "sent_at"],
    tickets: ["created_at", "status_at", "relayed_until"],
    approvals: ["created_at"],
    batches: ["created_at", "send_at", "counted_at"],
    conversations: ["created_at", "state_at", "told_at"],
    account_events: ["created_at"],
    wrong_passwords: ["since"],
    tasks: ["created_at", "done_at", "dead_at"],
    assistant_turns: ["created_at", "settled_at"],
    ratings: ["asked_at", "rated_at", "words_at"],
    purges: ["up_to", "last_at"],
    last_seen: ["seen_at"],
    audit: ["at"],
  };
  for (const [table, columns] of Object.entries(ages)) {
    const older = columns.map((column) => `${column} = ${column} - make_interval(days => $1)`);
    await database.rows(`update ${table} set ${older.join(", ")}`, [days]);
  }
}

/** Cron calls once a day has passed for it, until the purge has come to its end. */
export async function purgeToday(world: World): Promise<void> {
  await world.database.rows("update tasks set done_at = done_at - interval '1 day' where kind = 'purge'");
  await looksAreTaken(world);
  expect((await callCron(world)).status).toBe(200);
  await world.settle();
  expect((await world.tasks("purge")).map(({ done_at }) => done_at)).toEqual([expect.any(Date)]);
}

/** No look for what never came is due today: cron's call then purges, and does nothing else. */
export async function looksAreTaken({ database }: World): Promise<void> {
  await database.rows(
    `insert into recoveries (id, upstream, since, until, place, finished_at)
     select gen_random_uuid(), upstream, now(), now(), '{"isWhole": true}', now()
     from unnest(array['twilio', 'meta', 'zendesk']) as upstream`,
  );
}

/** How many went in all, of each that went. */
export async function forgotten({ database }: World): Promise<Record<string, number>> {
  const rows = await database.rows<{ what: string; total: number }>(
    "select what, total::int as total from purges where total > 0",
  );
  return Object.fromEntries(rows.map(({ what, total }) => [what, total]));
}

/** What the contact log and all that hangs on it has, without ids and clocks of ours. */
export async function whatIsLeft({ database }: World): Promise<unknown> {
  const of = (columns: string, table: string) =>
    database.rows(`select ${columns} from ${table} order by 1, 2`);
  return {
    logs: await of("body, media, detail, template, status, purged_at is not null as purged", "contact_logs"),
    tickets: await of("subject, status", "tickets"),
    contacts: await of("phone, profile_name", "contacts"),
    tasks: await of("dedupe_key, kind, done_at is not null as done", "tasks"),
    purges: await of("what, last_count, total", "purges"),
    counts: await of("hour, provider, inbound, outbound", "hourly_counts"),
  };
}

const PHOTO = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };

/** Ana wrote, with a photo and a place, an agent answered, and her phone refused it in words that name her number. */
export async function anaWrote(world: World): Promise<void> {
  await world.twilio.receiveMedia({ From: ANA, ProfileName: "Ana", Body: "My invoice is wrong" }, [PHOTO]);
  await world.settle();
  await world.twilio.receive({
    From: ANA,
    ProfileName: "Ana",
    Latitude: "1.5",
    Longitude: "2.5",
    Address: "My street",
  });
  await world.settle();
  await world.database.rows(
    "update contact_logs set status = 'failed', error_code = '63016', error_message = 'To +14155550100' where direction = 'outbound'",
  );
}
