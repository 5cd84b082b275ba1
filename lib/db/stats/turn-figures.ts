import { sql } from "drizzle-orm";
import type { HandOverReason } from "../../domain/assistant/outcomes.ts";
import type { Db } from "../client.ts";

/** What the assistant's turns came to. */
export type TurnFigures = {
  answered: number;
  /** Of those, how many opened a ticket as well. */
  openedTickets: number;
  /** How often a person took over, by why, most of it first. */
  handedOver: { why: HandOverReason; count: number }[];
  /** Read and written, of those turns that asked the model; null where none did. */
  medianTokens: number | null;
  inputTokens: number;
  outputTokens: number;
  /** Read and written since the month began, UTC. */
  monthTokens: number;
};

const MONTH = sql.raw("date_trunc('month', now(), 'UTC')");

/** The turns that were taken since then, and the tokens of this month. */
export async function turnFigures(db: Db, since: Date): Promise<TurnFigures> {
  const from = sql`${since.toISOString()}::timestamptz`;
  const [figures] = await db.query<TurnFigures>(sql`
    with recent as materialized (
      select created_at, outcome, why, opens_ticket, input_tokens, output_tokens, input_tokens + output_tokens as tokens
      from assistant_turns where created_at >= least(${from}, ${MONTH})
    ), turn as materialized (select * from recent where created_at >= ${from})
    select count(*) filter (where outcome = 'answered')::int as answered,
      count(*) filter (where outcome = 'answered' and opens_ticket)::int as "openedTickets",
      (select coalesce(jsonb_agg(jsonb_build_object('why', w.why, 'count', w.n) order by w.n desc, w.why), '[]') from (
        select why, count(*) as n from turn where outcome = 'handed-over' and why is not null group by why) w) as "handedOver",
      percentile_disc(0.5) within group (order by tokens) filter (where tokens > 0) as "medianTokens",
      coalesce(sum(input_tokens), 0)::float8 as "inputTokens", coalesce(sum(output_tokens), 0)::float8 as "outputTokens",
      (select coalesce(sum(tokens), 0)::float8 from recent where created_at >= ${MONTH}) as "monthTokens"
    from turn`);
  if (!figures) throw new Error("counting gave no row");
  return figures;
}
