import { sql } from "drizzle-orm";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";
import type { ClaimedTask } from "../tasks/tasks.ts";

/** What could not be had a moment ago is not there at once. */
const LATE_SECONDS = 30;

/** Promises each attachment that a task remembers as late, once. In no lane: what is late holds up no message. */
export async function promiseLateAttachments(
  db: Db,
  task: ClaimedTask,
  { logId, provider }: { logId: string; provider: Provider },
): Promise<void> {
  await db.query(sql`
    ${promiseTasks("attach-late", {
      provider,
      key: sql`${`${logId}:`} || late.index`,
      payload: { logId, index: sql`late.index::int` },
      dueAt: sql`now() + make_interval(secs => ${LATE_SECONDS})`,
    })}
    from tasks t, jsonb_array_elements_text(t.payload->'late') late(index)
    where t.id = ${task.id}::bigint
    ${ONCE}`);
}
