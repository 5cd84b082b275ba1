import type { Db } from "../../db/client.ts";
import { listPauses } from "../../db/tasks/pauses-listed.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { type LeftAlone, leftAlone } from "../../domain/wording/left-alone.ts";
import { moment } from "../../domain/wording/moment.ts";
import { found } from "./findings.ts";

/** The upstreams that no task gets through to, or that asked for a rest; nothing while all work. */
export async function examineUpstreams(db: Db): Promise<Finding[]> {
  return (await listPauses(db)).map(leftAlone).map((one) => (one.since ? away(one, one.since) : paused(one)));
}

function away({ name, says, because, whatToDo }: LeftAlone, since: Date): Finding {
  return found({
    what: `Tasks for ${name}`,
    state: "broken",
    says: `${says} No task has got through since ${moment(since)}: they wait, for up to 7 days.`,
    expected: "they get through",
    actual: because,
    cure: `${whatToDo} Then press Try again now at /console/tasks.`,
  });
}

function paused({ name, says, until, because, whatToDo }: LeftAlone): Finding {
  return found({
    what: `Tasks for ${name}`,
    state: "warning",
    says: `${says} They wait${until ? ` until ${moment(until)}` : ""}.`,
    actual: because,
    cure: whatToDo,
  });
}
