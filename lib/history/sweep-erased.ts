import * as z from "zod/mini";
import { eraseTraces } from "../db/erase-traces.ts";
import { defineTask } from "../tasks/define.ts";

/** Blanks what work that was under way wrote about a contact after they were erased, and what an erasure that broke off left. */
export const sweepErased = defineTask({
  payload: z.object({ contactId: z.string() }),

  async handle({ contactId }, { db }) {
    const { messages, tickets, tasks } = await eraseTraces(db, contactId);
    return `${messages} messages, ${tickets} tickets and ${tasks} tasks more were blanked`;
  },

  async onDead({ contactId }, { log }) {
    log.error("A person is not erased to the end: run the dead task again at /console/tasks", { contactId });
  },
});
