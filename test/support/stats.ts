import type { Statistics } from "../../lib/stats/read-statistics.ts";
import { callContacts, type Told } from "./contacts.ts";
import type { World } from "./world.ts";

/** Statistics as an answer tells them: of today hour by hour, else day by day. */
export type ToldStatistics = Told<Statistics> & {
  perHour: { from: string; inbound: number; outbound: number }[];
  perDay: { from: string; inbound: number; outbound: number }[];
};

/** What the API says of a range. @throws {Error} when it is not answered with 200 */
export async function statsOf(world: World, stats = "today", origin?: string): Promise<ToldStatistics> {
  const response = await callContacts(world, "GET", { stats }, origin === undefined ? {} : { origin });
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${JSON.stringify(body)}`);
  return body as ToldStatistics;
}

/** Cron calls, as Vercel does. */
export function callCron({ origin, env }: World): Promise<Response> {
  return fetch(`${origin}/api/cron/tasks`, { headers: { authorization: `Bearer ${env.CRON_SECRET}` } });
}

/** Time passes for what was counted, and for nothing else. */
export function countsAge({ database }: World, seconds: number) {
  return database.rows(
    "update counted_hours set counted_at = counted_at - make_interval(secs => $1), due_at = due_at - make_interval(secs => $1)",
    [seconds],
  );
}

/** Everything that was written until now was written so long ago. */
export function wasWritten({ database }: World, ago: string) {
  return database.rows(`update contact_logs set created_at = created_at - interval '${ago}'`);
}

/** Rows of the contact log in bulk, each with its own moment: an SQL expression over n, 1 to `count`. */
export function oldMessages({ database }: World, count: number, at: string) {
  return database.rows(
    `with ana as (insert into contacts (id, phone) values (gen_random_uuid(), '+14155550177') returning id)
     insert into contact_logs (id, contact_id, direction, provider, kind, status, created_at)
     select gen_random_uuid(), ana.id, 'inbound', 'twilio', 'text', 'received', ${at} from ana, generate_series(1, $1::int) n`,
    [count],
  );
}
