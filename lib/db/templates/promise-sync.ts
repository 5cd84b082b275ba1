import { type SQL, sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { listed } from "../listed.ts";
import { promiseTasks } from "../tasks/promise-tasks.ts";

/** Less than a day, since a daily call comes now a little earlier, now a little later. */
const DAILY_HOURS = 20;
/** What changes many templates at once is told by as many webhooks. */
const SOON_SECONDS = 20;

/**
 * When a provider is asked: once a day; soon, since it told of something that is not known here; or now, since somebody waits. There is one task
 * for each provider, for ever, begun anew. One that has not begun is brought forward; one that is at work is begun anew by news, which it may have missed.
 */
const WHEN = {
  daily: {
    dueAt: sql`now()`,
    unless: sql`coalesce(tasks.done_at, tasks.dead_at) < now() - make_interval(hours => ${DAILY_HOURS})`,
  },
  soon: {
    dueAt: sql`now() + make_interval(secs => ${SOON_SECONDS})`,
    unless: sql`(tasks.done_at is not null or tasks.dead_at is not null or tasks.leased_at is not null)`,
  },
  now: {
    dueAt: sql`now()`,
    unless: sql`(tasks.done_at is not null or tasks.dead_at is not null or tasks.due_at > now()) and tasks.leased_at is null`,
  },
};

/** Each provider is asked for its templates then, where that is not promised yet. */
export async function promiseSync(db: Db, providers: Provider[], when: keyof typeof WHEN): Promise<void> {
  if (providers.length === 0) return;
  await db.query(
    promisingSync(
      when,
      sql`from (values ${sql.raw(providers.map((one) => `(${listed([one])})`).join(", "))}) as p(provider)`,
    ),
  );
}

/** The same as the end of a statement, for each `provider` of what follows it. */
export function promisingSync(when: keyof typeof WHEN, from: SQL): SQL {
  const { dueAt, unless } = WHEN[when];
  const provider = sql`p.provider`;
  return sql`${promiseTasks("sync-templates", { key: provider, provider, payload: { provider }, dueAt })} ${from}
    on conflict on constraint tasks_once do update set version = excluded.version, payload = tasks.payload || excluded.payload, due_at = excluded.due_at, created_at = now(),
      claims = tasks.claims + 1, attempts = 0, unheard = 0, leased_at = null, waiting_since = null, done_at = null, dead_at = null, last_error = null
    where ${unless}`;
}

/** What came of the last time that a provider was asked; none where it never was. */
export type LastSync = { provider: Provider; at: Date | null; isUnderWay: boolean; why: string | null };

/** Every provider that was ever asked. */
export function lastSyncs(db: Db): Promise<LastSync[]> {
  return db.query<LastSync>(sql`
    select dedupe_key as provider, coalesce(done_at, dead_at) as at, done_at is null and dead_at is null as "isUnderWay",
      case when done_at is null and last_error is not null then last_error else payload->>'why' end as why
    from tasks where kind = 'sync-templates' order by dedupe_key`);
}
