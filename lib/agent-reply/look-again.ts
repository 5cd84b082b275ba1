import * as z from "zod/mini";
import { rememberIfOurs } from "../db/tasks/tasks.ts";
import { TakenOverError } from "../errors.ts";
import { defineTask } from "../tasks/define.ts";
import { noteUnread } from "./note-unread.ts";
import { relayComments } from "./relay-comments.ts";

/** Seconds from each look to the next: 30 s, 2 min and 10 min after the ring. The first, after 5 s, is promised with the task. */
const NEXT_LOOK_SECONDS = [25, 90, 480];

/**
 * Looks for what rang and was not in Zendesk's list then, and relays all that is new. A ticket has one such task, in no lane, however
 * many rings find nothing: the newest of them begins it anew (`promiseLooks`).
 */
export const lookAgain = defineTask({
  payload: z.object({
    ticketId: z.string(),
    at: z.string(),
    /** Looks that were taken. */
    looks: z.number(),
    /** Rings without a comment's id that nothing was found for. */
    rings: z.number(),
    /** Comments that rang by their ids and were not found. */
    named: z.array(z.string()),
  }),

  async handle({ ticketId, at, ...before }, deps, task) {
    const seen = await relayComments(deps, { ticketId, at, named: before.named, commentId: null });
    const { said, missing } = seen;
    const unnamed = seen.relayed.filter(({ id }) => !before.named.includes(id));
    const rings = Math.max(before.rings - unnamed.length, 0);
    if (seen.isOver || (rings === 0 && missing.length === 0)) return said;
    const againInSeconds = NEXT_LOOK_SECONDS[before.looks];
    if (againInSeconds === undefined) {
      await noteUnread(deps, ticketId, missing);
      return `${said}; what rang was not shown in ten minutes`;
    }
    const memory = { looks: before.looks + 1, rings, named: missing };
    if (!(await rememberIfOurs(deps.db, task, memory)))
      throw new TakenOverError("a newer ring began it anew");
    return { said: `${said}; looks again`, againInSeconds };
  },

  async onDead({ ticketId, named }, deps) {
    await noteUnread(deps, ticketId, named);
  },
});
