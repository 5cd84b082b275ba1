import type { Env } from "../../config/env.ts";
import type { Db } from "../../db/client.ts";
import { secondsSince } from "../../db/stats/last-seen.ts";
import { type TaskFigures, taskFigures } from "../../db/tasks/tasks.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { spoken } from "./durations.ts";
import { found } from "./findings.ts";
import { examineWaking, inAll } from "./waking.ts";

/** Cron calls every minute; a few may be late. */
const LATE_SECONDS = 5 * 60;

/** Whether somebody wakes us, and whether the work gets done. */
export async function examineTasks(env: Env, db: Db): Promise<Finding[]> {
  const figures = await taskFigures(db);
  const { wake } = env;
  if (wake !== "cron") return [...(await examineWaking({ ...env, wake }, db, figures)), tasks(figures)];
  return [cron(env, await secondsSince(db, "cron/tasks"), figures), tasks(figures)];
}

function cron({ isPreview }: Env, seconds: number | null, figures: TaskFigures): Finding {
  const what = "Cron";
  const EVERY_MINUTE =
    "WAKE=cron says that a scheduler calls /api/cron/tasks every minute, with the bearer CRON_SECRET. A cron of Vercel's does so on Pro, where vercel.json has it; on Hobby, unset WAKE.";
  if (isPreview && seconds === null)
    return found({
      what,
      state: "off",
      says: "Vercel calls it in production only: here, webhooks drive the tasks.",
    });
  if (seconds === null)
    return found({
      what,
      state: "warning",
      says: "It has never called: what fails for now is tried again only when the next webhook arrives.",
      expected: "a call every minute",
      actual: "none yet",
      cure: `Check that CRON_SECRET is set and that there is such a cron. ${EVERY_MINUTE}`,
    });
  const ago = spoken(seconds);
  if (seconds <= LATE_SECONDS || figures.oldestDueSeconds <= LATE_SECONDS)
    return found({ what, state: "ok", says: `It called ${ago} ago.` });
  return found({
    what,
    state: "broken",
    says: `It called ${ago} ago, and work is due: ${inAll(figures.due)} tasks, the oldest for ${spoken(figures.oldestDueSeconds)}.`,
    expected: "a call every minute",
    actual: `the last one ${ago} ago`,
    cure: `Look at the project's Cron Jobs in Vercel: disabled, or refused with 401 for another CRON_SECRET? ${EVERY_MINUTE}`,
  });
}

function tasks({ due, waiting, dead, oldestDueSeconds }: TaskFigures): Finding {
  const what = "Tasks";
  if (dead > 0)
    return found({
      what,
      state: "warning",
      says: `${inAll(dead)} ${dead === 1 ? "task is" : "tasks are"} not tried again: something of a customer's may be left undone.`,
      expected: "none",
      actual: `${inAll(dead)} dead`,
      cure: "Look at them at /console/tasks, see to the cause, then run them again or discard them.",
    });
  const waits = due > 0 ? `, the oldest for ${spoken(oldestDueSeconds)}` : "";
  return found({
    what,
    state: "ok",
    says: `${inAll(due)} due${waits}; ${inAll(waiting)} for later; none dead.`,
  });
}
