import { type Answers, type Ask, together } from "../ask.ts";
import type { Db } from "../client.ts";
import { claimedInContext, type MessageInContext } from "../messages/message-in-context.ts";
import type { Limits } from "../statement-over.ts";
import { type Claimed, claimedBy, claiming, type FreeSlots, NEXT_DUE } from "./claims.ts";
import { GIVEN_BACK_SECONDS, lookAgain } from "./second-look.ts";
import type { ClaimedTask } from "./tasks.ts";

export type Taken = Claimed & {
  /** What those read first that decide on a message, or file it, by the message. */
  messages: Map<string, MessageInContext>;
  nextDueInSeconds: number | null;
};

type Asked = { free: FreeSlots; leaseSeconds: number };

/**
 * What comes first happens, and what is due then is taken: in one transaction, so that what was just promised is among it.
 */
export async function takeDue(
  db: Db,
  { first, lockTimeoutMs, ...asked }: Asked & Limits & { first: Ask<unknown>[] },
): Promise<Taken> {
  // Last, since what is read for a task must not be older than the moment at which it was found alone in its lane.
  const look = [...looking(asked), claimedInContext(asked.leaseSeconds)] as const;
  const answers = await together(db, [...first, ...look], { lockTimeoutMs });
  const [locked, claimed, nextDueInSeconds, beside, read] = answers.slice(first.length) as Answers<
    typeof look
  >;
  const messages = new Map(read.map((message) => [message.logId, message]));
  return taken(claimedBy(locked, claimed, beside), { messages, nextDueInSeconds });
}

/** The same without reading ahead and with nothing before it: where one message cannot be read, it is its own task's trouble. */
export async function takeDueUnread(db: Db, asked: Asked): Promise<Taken> {
  const [locked, claimed, nextDueInSeconds, beside] = await together(db, looking(asked));
  return taken(claimedBy(locked, claimed, beside), { messages: new Map(), nextDueInSeconds });
}

/** As late as possible it is asked who is alone: whom the deployment before ours takes after that, holds no lock (docs/adr/0034). */
function looking(asked: Asked) {
  const [locked, claimed, beside] = claiming(asked);
  return [locked, claimed, NEXT_DUE, beside] as const;
}

function taken({ alone, others }: Claimed, read: Omit<Taken, keyof Claimed>): Taken {
  if (others.length === 0) return { alone, others, ...read };
  // What is looked at a second time may have changed meanwhile, and what is given back is due soon.
  const { nextDueInSeconds: next } = read;
  const nextDueInSeconds = Math.min(next ?? GIVEN_BACK_SECONDS, GIVEN_BACK_SECONDS);
  return { alone, others, messages: new Map(), nextDueInSeconds };
}

/** Takes what is due, and begins it, for those who do nothing else. */
export async function takeTasks(db: Db, asked: Asked): Promise<ClaimedTask[]> {
  const { alone, others } = claimedBy(...(await together(db, claiming(asked))));
  return [...alone, ...(await lookAgain(db, others))];
}
