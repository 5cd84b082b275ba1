import * as z from "zod/mini";
import { relayComments } from "../agent-reply/relay-comments.ts";
import { recordTicketStatus } from "../db/messages/message-in-context.ts";
import { promiseRatingUnheard } from "../db/ratings/promise-rating.ts";
import { openTicketsAfter } from "../db/recoveries/missed.ts";
import type { Recovery } from "../db/recoveries/recoveries.ts";
import { UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { defineTask } from "../tasks/define.ts";
import type { Ticket } from "../zendesk/zendesk.ts";
import { giveUp, type Step, takeSteps } from "./steps.ts";

/** Whose comments are read in one step. */
const AT_ONCE = 5;

/**
 * Looks at what agents wrote on our open tickets since the last look: what never rang is relayed, or, where it is two hours old by now,
 * named in a note. A status that we did not hear of is recorded.
 */
export const recoverAnswers = defineTask({
  payload: z.object({ recoveryId: z.string() }),

  handle: ({ recoveryId }, deps) => takeSteps(deps, recoveryId, takeStep),

  onDead: ({ recoveryId }, deps) => giveUp(deps, recoveryId),
});

async function takeStep(deps: Deps, recovery: Recovery): Promise<Step> {
  const { place, since, isDryRun } = recovery;
  const after = typeof place.after === "string" ? place.after : "";
  const { ids, scannedTo } = await openTicketsAfter(deps.db, after);
  const listed = ids.length > 0 ? await deps.zendesk.listTickets(ids) : [];
  const isChanged = ({ updatedAt }: Ticket) => updatedAt === null || Date.parse(updatedAt) >= since.getTime();
  const changed = ids.flatMap((id) => listed.filter((ticket) => ticket.id === id && isChanged(ticket)));
  const now = isDryRun ? changed : changed.slice(0, AT_ONCE);
  let answers = 0;
  for (const ticket of isDryRun ? [] : now) {
    const { ratings } = deps.env;
    if (ratings.as !== "off") await promiseRatingUnheard(deps.db, ticket, ratings.afterMinutes);
    await recordTicketStatus(deps.db, ticket);
    answers += await relayMissed(deps, ticket.id);
  }
  const left = changed.length > now.length;
  return {
    place: {
      ...place,
      newestAt: newestOf(recovery, now),
      after: left ? (now.at(-1)?.id ?? after) : scannedTo,
    },
    counts: isDryRun ? { changed: now.length } : { answers, looked: now.length },
    isOver: !left && scannedTo === null,
    calls: now.length + 1,
  };
}

/** How many of a ticket's comments go to the phone by this look, and by none before. A ticket that Zendesk shows us no more keeps no other waiting. */
async function relayMissed(deps: Deps, ticketId: string): Promise<number> {
  const at = new Date().toISOString();
  try {
    return (await relayComments(deps, { ticketId, at, named: [], commentId: null })).relayed.length;
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.failure !== "rejected") throw error;
    deps.log.warn("Zendesk refuses to show a ticket's comments: it is passed over", { ticketId });
    return 0;
  }
}

/** The newest change that was seen. What changes while we look may be on a ticket that was looked at before. */
function newestOf({ place, until }: Recovery, tickets: Ticket[]): string | null {
  const moments = tickets.flatMap(({ updatedAt }) => (updatedAt ? [Date.parse(updatedAt)] : []));
  if (typeof place.newestAt === "string") moments.push(Date.parse(place.newestAt));
  if (moments.length === 0) return null;
  return new Date(Math.min(Math.max(...moments), until.getTime())).toISOString();
}
