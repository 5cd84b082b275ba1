import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";

/** What the customers of an agent's tickets were asked in an ISO week, such as "2026-W48" (UTC), and what they said. */
export type RatingFigures = {
  week: string;
  /** Zendesk's id, and their name then; null for tickets that were nobody's. */
  agentId: string | null;
  agentName: string | null;
  asked: number;
  answered: number;
  good: number;
  soSo: number;
  bad: number;
};

/** Far more than the agents of one help desk come to in 30 days. */
const MOST = sql.raw("1000");
/** Ids are made by our clock, which may be behind the database's. */
const SKEW_MS = 3_600_000;

/** What was asked since then, by week and agent, the newest week first. */
export function ratingFigures(db: Db, since: Date): Promise<RatingFigures[]> {
  return db.query<RatingFigures>(sql`
    select to_char(asked_at at time zone 'utc', 'IYYY-"W"IW') as week, agent_id as "agentId", max(agent_name) as "agentName",
      count(*)::int as asked, count(score)::int as answered,
      count(*) filter (where score = 'good')::int as good,
      count(*) filter (where score = 'so-so')::int as "soSo",
      count(*) filter (where score = 'bad')::int as bad
    from ratings where asked_by >= ${firstIdAt(since.getTime() - SKEW_MS)}::uuid and asked_at >= ${since.toISOString()}::timestamptz
    group by 1, 2 order by 1 desc, "agentName", 2 limit ${MOST}`);
}

/** No message's id (UUIDv7) of that moment, or a later one, comes before this: their index knows times. */
function firstIdAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
