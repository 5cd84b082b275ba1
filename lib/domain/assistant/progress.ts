import type { Line } from "./history.ts";

type Turn = {
  /** What the assistant says now. */
  answer: string;
  /** How often it searched, and how many passages that brought in all. */
  searches: number;
  passages: number;
  /** Calls of tools other than the search. */
  otherTools: number;
  /** What the customer wrote that is answered now. */
  newest: readonly string[];
  /** What was said before that. */
  before: readonly Line[];
};

/** Whether a turn brought the customer further. */
export function hasProgressed({ searches, passages, otherTools }: Turn): boolean {
  return !(searches > 0 && passages === 0 && otherTools === 0);
}
