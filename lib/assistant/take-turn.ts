import { beginTurn, settleTurn, type Turn, turnOf, waitingOf } from "../db/assistant/turns.ts";
import { loadMessageInContext, type MessageInContext } from "../db/messages/message-in-context.ts";
import { ASSISTANT_LIMITS } from "../domain/assistant/limits.ts";
import type { Deps } from "../ports.ts";
import type { Unfinished } from "../tasks/define.ts";
import { carryOut } from "./carry-out.ts";
import { consider } from "./consider.ts";
import { handedOver, type Thought } from "./think.ts";

const { quietSeconds: QUIET_SECONDS, longestWaitSeconds: LONGEST_WAIT_SECONDS } = ASSISTANT_LIMITS;

/**
 * Answers what a contact wrote last, together with what waits beside it, or hands it over to a person. What came of it is stored before
 * anything follows from it, so that whoever comes after a crash neither asks again nor says anything twice.
 */
export async function takeTurn(deps: Deps, logId: string): Promise<string | Unfinished> {
  const message = await loadMessageInContext(deps.db, logId);
  if (!message) return "the message was erased";
  const begun = await turnOf(deps.db, logId);
  if (begun?.isCarriedOut) return "was answered together with another";
  const wait = begun ? null : await begin(deps, message);
  if (wait !== null) return { said: "the customer may be writing on", againInSeconds: wait };
  const turn = begun ?? (await turnOf(deps.db, logId));
  if (!turn) return "the message was erased";
  if (turn.outcome !== "asked") return carryOut(deps, turn, message);
  return conclude(deps, { turn, message, thought: await consider(deps, turn, message) });
}

/** A person takes over what no worker came back from. */
export async function giveUp(deps: Deps, logId: string): Promise<void> {
  const message = await loadMessageInContext(deps.db, logId);
  if (!message) return;
  if (!(await turnOf(deps.db, logId))) await beginTurn(deps.db, [logId]);
  const turn = await turnOf(deps.db, logId);
  if (turn && !turn.isCarriedOut)
    await conclude(deps, { turn, message, thought: handedOver("model-failed") });
}

/** Begins a turn over all that waits; or returns in how many seconds to look again, where the contact may be writing on. */
async function begin({ db }: Deps, { logId, contact }: MessageInContext): Promise<number | null> {
  const { logIds, quietSeconds, waitingSeconds, isUrgent } = await waitingOf(db, contact.id);
  const isQuiet = quietSeconds >= QUIET_SECONDS || waitingSeconds >= LONGEST_WAIT_SECONDS;
  const leftSeconds = Math.min(QUIET_SECONDS - quietSeconds, LONGEST_WAIT_SECONDS - waitingSeconds);
  if (!isQuiet && !isUrgent) return Math.max(0.2, leftSeconds);
  await beginTurn(db, logIds.includes(logId) ? logIds : [logId]);
  return null;
}

type Concluded = { turn: Turn; message: MessageInContext; thought: Thought };

async function conclude(deps: Deps, { turn, message, thought }: Concluded): Promise<string> {
  const { failure, ...settled } = thought;
  await settleTurn(deps.db, turn.id, settled);
  const { outcome, why, model, inputTokens, outputTokens, milliseconds, steps, tools, passages } = settled;
  deps.log.info(`The assistant ${outcome === "answered" ? "answers" : "hands over"}`, {
    turn: turn.id,
    why,
    failure,
    model,
    inputTokens,
    outputTokens,
    ms: milliseconds,
    steps,
    tools: tools.join(", "),
    passages: passages.map(({ file, heading }) => `${file}: ${heading}`).join(", "),
  });
  const stored = await turnOf(deps.db, message.logId);
  return stored ? carryOut(deps, stored, message) : "the message was erased";
}
