import * as z from "zod/mini";
import { eraseInSlices, SWEEP_AGAIN_SECONDS, SWEPT_ONCE } from "../db/erasure/erase-in-slices.ts";
import { rememberInTask } from "../db/tasks/tasks.ts";
import { defineTask } from "../tasks/define.ts";

/** For so long a worker goes on before it lets other tasks of its instance have their turn. */
const SLICE_MS = 300;

const texts = z.optional(z.nullable(z.array(z.string())));

/** Blanks what an erasure left for later, slice by slice, and minutes later what work that was under way wrote since. */
export const sweepErased = defineTask({
  payload: z.object({
    contactId: z.string(),
    /** Until all of it was found once. */
    knownAs: texts,
    usernames: texts,
    goesOnAt: z.optional(z.nullable(z.object({ stage: z.number(), after: z.string() }))),
  }),

  async handle({ contactId, knownAs, usernames, goesOnAt }, { db }, task) {
    const swept = { contactId, knownAs: knownAs ?? [], usernames: usernames ?? [] };
    const came = await eraseInSlices(db, swept, { from: goesOnAt ?? null, budgetMs: SLICE_MS });
    const { messages, tickets, tasks } = came.traces;
    const said = `${messages} messages, ${tickets} tickets and ${tasks} tasks more were blanked`;
    if (!came.goesOnAt && !knownAs) return said;
    const memory = came.goesOnAt ? { goesOnAt: came.goesOnAt } : SWEPT_ONCE;
    await rememberInTask(db, task, memory);
    return { said, againInSeconds: came.goesOnAt ? 0 : SWEEP_AGAIN_SECONDS };
  },

  async onDead({ contactId }, { log }) {
    log.error("A person is not erased to the end: run the dead task again at /console/tasks", { contactId });
  },
});
