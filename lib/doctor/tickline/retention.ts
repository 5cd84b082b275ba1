import type { Env } from "../../config/env.ts";
import type { Db } from "../../db/client.ts";
import { LATE_DAYS, listPurges } from "../../db/retention/purges.ts";
import { secondsSince } from "../../db/stats/last-seen.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { found } from "./findings.ts";

const DAY_SECONDS = 86_400;

const what = "Retention";

/** Whether what is old is forgotten. */
export async function examineRetention({ retention }: Env, db: Db): Promise<Finding> {
  const { bodiesDays, logsDays } = retention;
  if (bodiesDays === 0 && logsDays === 0)
    return found({
      what,
      state: "warning",
      says: "What customers write is kept for ever: RETENTION_BODIES_DAYS and RETENTION_LOGS_DAYS are 0, or malformed.",
      expected: "an end to how long messages are kept",
      actual: "none",
      cure: "Set RETENTION_BODIES_DAYS to the days after which texts and files may be forgotten, unless they must be kept.",
    });
  const [seconds, purges] = await Promise.all([secondsSince(db, "purge"), listPurges(db)]);
  if (seconds !== null && seconds <= LATE_DAYS * DAY_SECONDS)
    return found({
      what,
      state: "ok",
      says: `What is old was last forgotten ${hours(seconds)} ago. ${kept(bodiesDays, logsDays)}`,
    });
  if (seconds === null && purges.length === 0)
    return found({
      what,
      state: "ok",
      says: `Cron's next call forgets what is old. ${kept(bodiesDays, logsDays)}`,
    });
  return found({
    what,
    state: "warning",
    says: "What is old is not forgotten any more, or not to the end.",
    expected: "a purge a day",
    actual: seconds === null ? "none has come to its end" : `the last one ended ${hours(seconds)} ago`,
    cure: "Look at Cron above, and for a task purge at /console/tasks: run it again there if it is dead.",
  });
}

function kept(bodiesDays: number, logsDays: number): string {
  const texts =
    bodiesDays === 0 ? "Texts are kept as long as their messages" : `Texts are kept for ${bodiesDays} days`;
  return logsDays === 0 ? `${texts}, messages for ever.` : `${texts}, messages for ${logsDays}.`;
}

const hours = (seconds: number) => `${Math.round(seconds / 3600)} hours`;
