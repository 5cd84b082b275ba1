import { missedAmong, UNDER_WAY_SECONDS, unfinishedAmong } from "../db/recoveries/missed.ts";
import type { Recovery } from "../db/recoveries/recoveries.ts";
import { parsePhone } from "../domain/address.ts";
import type { Provider } from "../domain/providers.ts";
import { acceptMessage } from "../inbound/accept-message.ts";
import type { Deps } from "../ports.ts";
import type { LoggedInbound, LoggedSpan, MessageChannel, Span } from "../providers/channel.ts";
import type { Step } from "./steps.ts";

const SECOND_MS = 1000;
const LONGEST_MS = 24 * 60 * 60 * SECOND_MS;
/** So that a step does not take long: a span with more to ingest is halved. */
const MOST_MISSED = 25;

type Log = { provider: Provider; listLog: NonNullable<MessageChannel["listLog"]> };

/**
 * Reads the next span of a provider's log: what we miss of it is stored, in order, as if its webhook had come, and what stands unfinished
 * gets its true status. From old to new, each span whole, so that a contact's messages stay in order whatever the log's own order is.
 */
export async function readNextSpan(
  deps: Deps,
  recovery: Recovery,
  { provider, listLog }: Log,
): Promise<Step> {
  const span = nextSpan(recovery);
  const listed = await listLog(span);
  if (listed === "too-many") return inHalves(recovery, span);
  const missed = await missedOf(deps, provider, listed.inbound);
  if (missed.length > MOST_MISSED && lengthOf(span) > SECOND_MS) return inHalves(recovery, span);
  const { isDryRun, place } = recovery;
  // A webhook that is under way tells more than the log does.
  if (!isDryRun && missed.some(({ isUnderWay }) => isUnderWay)) {
    return { place, counts: {}, isOver: false, calls: 1, againInSeconds: UNDER_WAY_SECONDS };
  }
  const statuses = await settleStatuses(deps, { provider, listed, isDryRun });
  if (!isDryRun) for (const message of missed) await acceptMessage(deps, await message.read());
  const { newestAt } = listed;
  return {
    place: {
      ...place,
      from: span.until.toISOString(),
      spanMs: missed.length > MOST_MISSED / 4 ? lengthOf(span) : 2 * lengthOf(span),
      ...(newestAt && { newestAt: newestAt.toISOString() }),
      isRead: span.until >= recovery.until,
    },
    counts: { statuses, ...(isDryRun && { messages: missed.length }) },
    // Those among them that whoever died at this step had stored.
    messageIds: listed.inbound.map(({ messageId }) => messageId),
    isOver: false,
    calls: 1 + missed.length,
  };
}

function nextSpan({ since, until, place }: Recovery): Span {
  const from = typeof place.from === "string" ? new Date(place.from) : since;
  const spanMs = Math.min(typeof place.spanMs === "number" ? place.spanMs : LONGEST_MS, LONGEST_MS);
  return { from, until: new Date(Math.min(from.getTime() + spanMs, until.getTime())) };
}

const lengthOf = ({ from, until }: Span) => until.getTime() - from.getTime();

/** The same again, with half of it, in whole seconds. */
function inHalves({ place }: Recovery, span: Span): Step {
  const isShortest = lengthOf(span) <= SECOND_MS;
  const spanMs = Math.ceil(lengthOf(span) / 2 / SECOND_MS) * SECOND_MS;
  return {
    place: { ...place, spanMs },
    counts: {},
    isOver: isShortest,
    endedBecause: isShortest ? "The provider's log has more of one second than anybody reads." : null,
    calls: 1,
  };
}

/** What was written to us and is on no row of ours; of two numbers of ours that write to each other, nothing. */
async function missedOf(
  { db, ownNumbers }: Deps,
  provider: Provider,
  inbound: LoggedInbound[],
): Promise<(LoggedInbound & { isUnderWay: boolean })[]> {
  const fromOthers = inbound.filter(({ from }) => !ownNumbers.includes(parsePhone(from) ?? ""));
  const logged = fromOthers.map(({ messageId, from, body, at }) => ({
    messageId,
    from,
    phone: parsePhone(from),
    body,
    at,
  }));
  const missed = await missedAmong(db, provider, logged);
  return fromOthers.flatMap((message) => {
    const found = missed.get(message.messageId);
    return found ? [{ ...message, ...found }] : [];
  });
}

/** How many messages of ours that stood unfinished have a newer status by now. */
async function settleStatuses(
  { db, recordStatuses }: Deps,
  { provider, listed, isDryRun }: { provider: Provider; listed: LoggedSpan; isDryRun: boolean },
): Promise<number> {
  const ids = listed.statuses.map(({ messageId }) => messageId);
  const unfinished = await unfinishedAmong(db, provider, ids);
  const updates = listed.statuses.filter(
    ({ messageId, status }) => unfinished.get(messageId) !== status && unfinished.has(messageId),
  );
  if (isDryRun || updates.length === 0) return updates.length;
  const { taken } = await recordStatuses(updates);
  return taken.filter(({ applied }) => applied).length;
}
