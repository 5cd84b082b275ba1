import { sql } from "drizzle-orm";
import { ASSISTANT_LIMITS } from "../../domain/assistant/limits.ts";
import type { Db } from "../client.ts";
import { NOW_OBEYED, obeying } from "../messages/commands.ts";
import { ONCE, promiseTasks } from "../tasks/promise-tasks.ts";

type Waiting = { logId: string; contactId: string };

/** The assistant is promised to answer a message, once the contact has written no more for a while. */
export async function promiseTurn(db: Db, message: Waiting): Promise<void> {
  const dueAt = sql`now() + make_interval(secs => ${ASSISTANT_LIMITS.quietSeconds})`;
  await db.query(sql`${promiseTasks("ask-assistant", { ...keyed(message), dueAt })} ${ONCE}`);
}

/** The contact asked for a person: the assistant is promised to hand over at once what waits, and this message with it. */
export async function askForHuman(db: Db, message: Waiting, command: string): Promise<void> {
  await db.query(sql`
    with ${obeying({ logId: message.logId, command })}
    ${promiseTasks("ask-assistant", keyed(message))} where ${NOW_OBEYED} ${ONCE}`);
}

const keyed = ({ logId, contactId }: Waiting) => ({ contactId, key: logId, payload: { logId } });
