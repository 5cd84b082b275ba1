import pg from "pg";
import { connect } from "../../lib/db/client.ts";
import { takeTasks } from "../../lib/db/tasks/take-due.ts";
import { migrateDatabase } from "../../lib/tools/migrate.ts";
import { startPostgres } from "../support/postgres.ts";

/** As many tasks as came while nobody looked; nobody has counted them since: PostgreSQL's statistics are of the empty table. */
const BACKLOGS = {
  "300,000 due tasks of one lane":
    "select 'busy', now() - interval '1 hour' from generate_series(1, 300000) n",
  "40,000 lanes in backoff":
    "select 'lane ' || n, now() + interval '1 hour' from generate_series(1, 40000) n",
  "192,000 due tasks behind 40,000 heads in backoff": `
    select 'lane ' || n % 40000, case when n <= 40000 then now() + interval '1 hour' else now() - interval '1 hour' end
    from generate_series(1, 232000) n`,
};
const CLAIMS = 41;
const FREE = { none: 8, twilio: 8, meta: 8, zendesk: 8, model: 8 };

/** What a claim of a stranger's task costs beside each backlog, and what it costs to promise the backlog. */
export async function measureClaims(): Promise<string[]> {
  const postgres = await startPostgres();
  try {
    const lines: string[] = [];
    for (const [name, rows] of Object.entries(BACKLOGS)) {
      const url = await postgres.createDatabase();
      await migrateDatabase(url);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query("alter table tasks set (autovacuum_enabled = false)");
      await client.query("analyze tasks");
      const beganAt = performance.now();
      const { rowCount } = await client.query(
        `insert into tasks (kind, lane, upstream, dedupe_key, due_at, payload)
         select 'file-message', lane, 'zendesk', n::text, due, '{}'
         from (select lane, due, row_number() over () as n from (${rows}) r(lane, due)) r order by r.n`,
      );
      const insertedMs = (performance.now() - beganAt) / (rowCount ?? 1);
      const db = connect({ driver: "pg", url });
      // Connecting is no part of a claim.
      await db.query({ text: "select 1", values: [] });
      const times: number[] = [];
      for (let n = 0; n < CLAIMS; n += 1) {
        await client.query(
          "insert into tasks (kind, lane, upstream, dedupe_key, payload) values ('file-message', $1, 'zendesk', $1, '{}')",
          [`stranger ${n}`],
        );
        const startedAt = performance.now();
        const claimed = await takeTasks(db, { free: FREE, leaseSeconds: 30 });
        times.push(performance.now() - startedAt);
        if (!claimed.some(({ payload }) => payload))
          throw new Error(`${name}: the stranger's task was not claimed`);
        await client.query(
          "update tasks set done_at = now() where lane like 'stranger%' and done_at is null",
        );
      }
      times.sort((a, b) => a - b);
      const at = (part: number) => (times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(1);
      lines.push(
        `a claim beside ${name}, without statistics: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, at most ${at(1)} ms (goal 20); promising one of them ${(insertedMs * 1000).toFixed(0)} us`,
      );
      await db.close();
      await client.end();
    }
    return lines;
  } finally {
    await postgres.stop();
  }
}
