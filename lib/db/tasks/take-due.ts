import { type Answers, type Ask, together } from "../ask.ts";
import type { Db } from "../client.ts";
import { claimedInContext, type MessageInContext } from "../messages/message-in-context.ts";
import {
  beginClaimed,
  type Claimed,
  claimedBy,
  claiming,
  type FreeSlots,
  GIVEN_BACK_SECONDS,
  LOCKS_PROMISED,
  NEXT_DUE,
} from "./claims.ts";
import type { ClaimedTask } from "./tasks.ts";

export type Taken = {
  begun: ClaimedTask[];
  /** What those of them read first that decide on a message, or file it, by the message. */
  messages: Map<string, MessageInContext>;
  nextDueInSeconds: number | null;
};

type Asked = { first: Ask<unknown>[]; free: FreeSlots; leaseSeconds: number };

/**
 * What comes first happens, and what is due then is taken: in one transaction, so that what was just promised is among it. Those that must be
 * looked at a second time begin after that; where that fails, when their leases have ended.
 */
export async function takeDue(db: Db, { first, ...asked }: Asked): Promise<Taken> {
  const [claim, beside] = claiming(asked);
  const look = [LOCKS_PROMISED, claim, beside, NEXT_DUE, claimedInContext(asked.leaseSeconds)] as const;
  const answers = await together(db, [...first, ...look]);
  const [promised, claimed, clashing, nextDueInSeconds, read] = answers.slice(first.length) as Answers<
    typeof look
  >;
  const messages = new Map(read.map((message) => [message.logId, message]));
  return begun(db, claimedBy(claimed, clashing, promised), { messages, nextDueInSeconds });
}

/** The same without reading ahead and with nothing before it: where one message cannot be read, it is its own task's trouble. */
export async function takeDueUnread(db: Db, asked: Omit<Asked, "first">): Promise<Taken> {
  const [claimed, beside, nextDueInSeconds] = await together(db, [...claiming(asked), NEXT_DUE]);
  return begun(db, claimedBy(claimed, beside), { messages: new Map(), nextDueInSeconds });
}

async function begun(db: Db, claimed: Claimed, read: Omit<Taken, "begun">): Promise<Taken> {
  const { tasks, mayClash } = claimed;
  if (mayClash.size === 0) return { begun: tasks, ...read };
  const alone = () => tasks.filter(({ id }) => !mayClash.has(id));
  const { nextDueInSeconds } = read;
  return {
    begun: await beginClaimed(db, claimed).catch(alone),
    // What is looked at a second time may have changed meanwhile, and what was given back is due soon.
    messages: new Map(),
    nextDueInSeconds: Math.min(nextDueInSeconds ?? GIVEN_BACK_SECONDS, GIVEN_BACK_SECONDS),
  };
}
