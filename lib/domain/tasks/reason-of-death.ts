import { shorten } from "../text.ts";

/** More than any upstream says in one sentence. */
const READ = 2_000;
const LONGEST = 300;

/** A word with a digit or an @ in it: a number, an id, an address. What follows HTTP or "code" is not of the task, but of its failure. */
const OF_THE_TASK = /(?<![\w.+/=@:-]|\bHTTP |\bcode )[\w.+/=@:-]*[\d@][\w.+/=@:-]*/g;

/**
 * What is left of a dead task's last error without what differs from task to task: numbers, ids, addresses. Of what is left, the same is
 * left, so a whole error may stand for its reason.
 */
export function reasonOfDeath(lastError: string): string {
  const told = lastError.slice(0, READ).replace(OF_THE_TASK, "…").replace(/\s+/g, " ").trim();
  return shorten(told, LONGEST);
}
