import { type SQL, sql } from "drizzle-orm";
import { RATING, type Score } from "../../domain/ratings/scores.ts";
import type { Db } from "../client.ts";
import { wishedAt } from "../contacts/consent.ts";
import { NOW_OBEYED, obeying } from "../messages/commands.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

type Note = { ticketId: string; key: string } & Record<string, unknown>;
type Answer = { logId: string; contactId: string; ticketId: string; note: Note };

/** A message was an answer, and changed nothing. */
export async function recordAnswered(db: Db, logId: string): Promise<void> {
  await db.query(sql`with ${obeying({ logId, command: RATING })} select id from obeyed`);
}

/** A contact's first score of their ticket stands, and its ticket is promised a note of it; a later one changes nothing. */
export async function recordScore(db: Db, { score, ...answer }: Answer & { score: Score }): Promise<void> {
  await record(db, answer, sql`score = ${score}, rated_at = ${wishedAt("l")}`, sql`r.score is null`);
}

/** What went wrong stands in the contact's words, once, and its ticket is promised a note of it. */
export async function recordWords(db: Db, { words, ...answer }: Answer & { words: string }): Promise<void> {
  await record(db, answer, sql`words = ${words}, words_at = now()`, sql`r.words is null`);
}

async function record(db: Db, { logId, contactId, ticketId, note }: Answer, change: SQL, isOpen: SQL) {
  await db.query(sql`
    with ${obeying({ logId, command: RATING })}, changed as (
      update ratings r set ${change} from contact_logs l
      where l.id = ${logId} and r.ticket_id = ${ticketId} and r.contact_id = ${contactId} and ${isOpen} and ${NOW_OBEYED}
      returning r.ticket_id
    )
    ${promiseTasks("add-note", {
      ticketId: note.ticketId,
      key: note.key,
      payload: sql`${JSON.stringify(note)}::jsonb`,
    })}
    from changed ${ONCE}`);
}
