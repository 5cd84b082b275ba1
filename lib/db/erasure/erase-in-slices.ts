import { sql } from "drizzle-orm";
import type { Db } from "../client.ts";
import { durably } from "../durably.ts";
import { blankEvents, blankForeign, blankSkipped, blankUnread, type KnownAs } from "./erase-mentions.ts";
import {
  blankMessages,
  blankTasks,
  blankTickets,
  dropApprovals,
  type Slice,
  type Traces,
} from "./erase-traces.ts";

/** Who is swept away. Without what they are known as, only what hangs on the contact is. */
export type Swept = { contactId: string } & Partial<KnownAs>;

/** How far a sweep has come: the stage, and the place in it. */
export type Place = { stage: number; after: string };

/** Longer than any work on the person's messages that has begun can go on: a function's 120 s, and a minute or two of clocks and settling. */
export const SWEEP_AGAIN_SECONDS = 300;

type Stage = (db: Db, swept: { contactId: string } & KnownAs, after: string) => Promise<Slice>;

/** In this order: what is looked up by the contact comes first, and approvals when their tasks are blank. */
const STAGES: Stage[] = [
  (db, { contactId }) => blankMessages(db, contactId),
  (db, { contactId }) => blankTickets(db, contactId),
  (db, { contactId }, after) => blankTasks(db, contactId, after || "0"),
  (db, { contactId }) => dropApprovals(db, contactId),
  (db, known, after) => blankForeign(db, known, after),
  (db, known, after) => blankUnread(db, known, after || "0"),
  (db, known, after) => blankEvents(db, known, after),
  (db, known, after) => blankSkipped(db, known, after),
];
/** From here on, stages find the person in others' texts. */
const OF_OTHERS = 5;

const START: Place = { stage: 0, after: "" };

/**
 * Blanks what is left of a forgotten person, in slices of which each is far below a second, for as long as it may: texts, files and
 * addresses of messages, subjects of tickets, approvals, what tasks and batches remember, what was never understood. Rows stay;
 * tasks that are not done are ended. Repeated, it finds what was written since.
 * @returns where to go on; null when nothing is left
 * @throws {NotDurableError} when PostgreSQL did not confirm; what was blanked until then stays so
 */
export async function eraseInSlices(
  db: Db,
  swept: Swept,
  { from, budgetMs }: { from: Place | null; budgetMs: number },
): Promise<{ traces: Traces; goesOnAt: Place | null }> {
  const { contactId, knownAs = [], usernames = [] } = swept;
  const traces: Traces = { messages: 0, tickets: 0, approvals: 0, tasks: 0, rawPayloads: 0 };
  const endsAt = performance.now() + budgetMs;
  const end = knownAs.length + usernames.length > 0 ? STAGES.length : OF_OTHERS;
  let place = from ?? START;
  while (place.stage < end) {
    const stage = STAGES[place.stage] as Stage;
    const { after } = place;
    const { blanked, next } = await durably(() => stage(db, { contactId, knownAs, usernames }, after));
    for (const [what, count] of Object.entries(blanked)) traces[what as keyof Traces] += count;
    place = next === null ? { stage: place.stage + 1, after: "" } : { ...place, after: next };
    if (performance.now() > endsAt && place.stage < end) return { traces, goesOnAt: place };
  }
  return { traces, goesOnAt: null };
}

/** What the promised sweep of a contact knows of them; null when it knows nothing any more, having found it all once. */
export async function promisedSweep(
  db: Db,
  contactId: string,
): Promise<(Swept & { goesOnAt: Place | null }) | null> {
  const [row] = await db.query<Swept & { goesOnAt: Place | null }>(sql`
    select ${contactId}::text as "contactId", payload->'goesOnAt' as "goesOnAt", payload->'knownAs' as "knownAs", payload->'usernames' as usernames from tasks
    where kind = 'sweep-erased' and dedupe_key = ${contactId} and done_at is null and jsonb_typeof(payload->'knownAs') = 'array'`);
  return row ?? null;
}

/** Whoever swept in the task's place tells it how far that went; unless a worker has begun it, who knows better. */
export async function recordSweep(db: Db, contactId: string, goesOnAt: Place | null): Promise<void> {
  const memory = goesOnAt ? { goesOnAt } : SWEPT_ONCE;
  const inSeconds = goesOnAt ? 0 : SWEEP_AGAIN_SECONDS;
  await db.query(sql`
    update tasks set payload = payload || ${JSON.stringify(memory)}::jsonb, due_at = now() + make_interval(secs => ${inSeconds})
    where kind = 'sweep-erased' and dedupe_key = ${contactId} and claims = 0 and done_at is null and dead_at is null`);
}

/** Nothing knows the person any more; what was under way is looked for once more. */
export const SWEPT_ONCE = { knownAs: null, usernames: null, goesOnAt: null };
