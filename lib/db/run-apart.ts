import { atMost } from "./at-most.ts";
import { isHeldUp, isSpoiltByOne } from "./database-error.ts";

/** Something that a statement takes with others. */
export type Entry = {
  /** Whom or what it is about: entries that share a key are run in the order in which they came. */
  keys: string[];
  /** When its caller stops waiting. */
  givenUpAt: number;
};

/** Six parts each time: of 200 people the one in the way stands alone after three statements that wait so long for a lock. */
const PARTS = 6;
const PARTS_WAIT_MS = 50;
const PARTS_AT_ONCE = 2;

/** Whoever stands alone waits for nobody but the one who holds the row. */
const ALONE_WAITS_MS = 300;
const ALONE_AT_ONCE = 2;

type Statements<Mine> = {
  /** Runs a statement over them and settles each; when it failed as a whole, returns the error and settles none. */
  attempt: (entries: Mine[], lockTimeoutMs: number) => Promise<{ error: unknown } | undefined>;
  giveUp: (entries: Mine[], error: unknown) => void;
};

/**
 * Settles what was together in a statement that failed, part by part and side by side, so that what is in the way of all stands alone
 * soon. That is tried until its caller stops waiting. Entries about the same stay in one statement, in their order.
 */
export function createRunApart<Mine extends Entry>({ attempt, giveUp }: Statements<Mine>) {
  const partly = atMost(PARTS_AT_ONCE);
  const alone = atMost(ALONE_AT_ONCE);

  const runApart = async (entries: Mine[], error: unknown): Promise<void> => {
    const groups = groupedByKey(entries);
    const isAlone = groups.length === 1;
    const mayPass = isHeldUp(error) || (!isAlone && isSpoiltByOne(error));
    if (!mayPass || entries.every((entry) => isLate(entry, ALONE_WAITS_MS))) return giveUp(entries, error);
    const again = async (part: Mine[]) => {
      const failed = isAlone
        ? await alone(() => attempt(part, ALONE_WAITS_MS))
        : await partly(() => attempt(part, PARTS_WAIT_MS));
      if (failed) await runApart(part, failed.error);
    };
    await Promise.all(inParts(groups).map(again));
  };
  return runApart;
}

/** Whether its caller will have stopped waiting by then. */
export function isLate({ givenUpAt }: Entry, inMs = 0): boolean {
  return performance.now() + inMs > givenUpAt;
}

/** Entries that are about the same, be it by a third one that has a key of each, stand in one group. */
function groupedByKey<Mine extends Entry>(entries: Mine[]): Mine[][] {
  const groupOf = new Map<string, Mine[]>();
  for (const entry of entries) {
    const known = new Set(entry.keys.map((key) => groupOf.get(key)).filter((group) => group !== undefined));
    const [first = [], ...others] = known;
    for (const other of others) first.push(...other);
    first.push(entry);
    for (const { keys } of others.length > 0 ? first : [entry])
      for (const key of keys) groupOf.set(key, first);
  }
  return [...new Set(groupOf.values())];
}

function inParts<Mine>(groups: Mine[][]): Mine[][] {
  const size = Math.ceil(groups.length / PARTS);
  const parts = Array.from({ length: PARTS }, (_, n) => groups.slice(n * size, (n + 1) * size).flat());
  return parts.filter((part) => part.length > 0);
}
