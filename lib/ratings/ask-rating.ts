import * as z from "zod/mini";
import { recordTicketStatus } from "../db/messages/message-in-context.ts";
import { insertQuestion, loadToAsk, type ToAsk } from "../db/ratings/questions.ts";
import { markSeen } from "../db/stats/last-seen.ts";
import type { ClaimedTask } from "../db/tasks/tasks.ts";
import { maySendTo } from "../domain/access/preview-numbers.ts";
import { questionOf } from "../domain/ratings/question.ts";
import { languageOfLocale } from "../domain/replies/languages.ts";
import type { Replies } from "../domain/wording/replies.ts";
import { NotYetError, UpstreamError } from "../errors.ts";
import { repliesTo } from "../outbound/replies-to.ts";
import { whoseTicket } from "../outbound/whose-ticket.ts";
import type { Deps } from "../ports.ts";
import { defineTask } from "../tasks/define.ts";
import type { WholeTicket, Zendesk } from "../zendesk/zendesk.ts";
import { chooseTemplate } from "./choose-template.ts";

/**
 * Asks a ticket's customer whether they were helped, once a ticket, while it stands solved in Zendesk and they may be written to. Outside
 * the service window only an approved template asks.
 */
export const askRating = defineTask({
  payload: z.object({ ticketId: z.string() }),

  async handle({ ticketId }, deps, task) {
    if (deps.env.ratings.as === "off") return "ratings are off";
    const toAsk = await loadToAsk(deps.db, ticketId);
    if (!toAsk) return "asked before, or nobody may be asked";
    if (!maySendTo(deps.env.allowedNumbers, toAsk)) return "not asked: a preview may not write to them";
    const ticket = await deps.zendesk.showWholeTicket(ticketId);
    await recordTicketStatus(deps.db, ticket ?? { id: ticketId, status: "deleted", updatedAt: null });
    if (ticket?.status !== "solved") return `not asked: the ticket is ${ticket?.status ?? "deleted"}`;
    if ((await whoseTicket(deps, ticketId, toAsk, ticket)) !== "the contact's")
      return "not asked: the ticket was given to somebody else";
    const said = await sayOf(deps, ticket, toAsk, task);
    if (typeof said === "string") return said;
    const { assignee: agent } = ticket;
    const outcome = await insertQuestion(deps.db, { ticketId, agent, ...said });
    return outcome === "asked" ? `asked about ticket ${ticketId}` : "not asked: that may not be by now";
  },
});

/** What is said, in the contact's language; or why nothing can be. */
async function sayOf(deps: Deps, ticket: WholeTicket, toAsk: ToAsk, task: ClaimedTask) {
  const replies = await repliesTo(deps, toAsk);
  const { ratings } = deps.env;
  return ratings.as === "zendesk"
    ? bySurvey(deps, { ticket, toAsk, task, replies, surveyId: ratings.surveyId })
    : inChat(deps, ticket, toAsk, replies);
}

type BySurvey = { ticket: WholeTicket; toAsk: ToAsk; task: ClaimedTask; replies: Replies; surveyId: string };

async function bySurvey(deps: Deps, { ticket, toAsk, task, replies, surveyId }: BySurvey) {
  const { id: ticketId, requester } = ticket;
  const { language } = replies;
  if (!toAsk.isWindowOpen) return "not asked: the service window is closed";
  const userId = toAsk.zendeskUserId ?? requester?.id;
  if (!userId) return "not asked: Zendesk does not know whom";
  const isTheirs = requester?.locale && languageOfLocale(requester.locale) === language;
  const locale = isTheirs ? (requester.locale ?? language) : language;
  // Died on the way, a second response is made, of which nobody hears.
  const link = await linkTo(deps, { surveyId, ticketId, userId, locale }, task.createdAt);
  if (link === "failed") return "not asked: Zendesk's surveys failed for a day";
  if (link === "off") {
    await markSeen(deps.db, "zendesk/survey-off");
    return "not asked: Zendesk's survey is off";
  }
  const body = replies.ratingBySurvey(ticketId, toAsk.subject, link);
  return { way: "zendesk" as const, body, choices: null, template: null };
}

function inChat({ env }: Deps, { id: ticketId }: WholeTicket, toAsk: ToAsk, replies: Replies) {
  const { ratings, defaultLanguage } = env;
  const { provider, channel, subject, isWindowOpen } = toAsk;
  const { language } = replies;
  const asked = { provider, language, ticketId, among: isWindowOpen ? "theirs" : "any" } as const;
  const template = channel === "whatsapp" ? chooseTemplate({ ratings, defaultLanguage }, asked) : null;
  const { body, choices } = questionOf({ ticketId, subject, provider }, replies);
  // Twilio has buttons by its template alone, also where a text might go: in their language, where it speaks that.
  const isByTemplate = template !== null && (!isWindowOpen || provider === "twilio");
  if (!isByTemplate && !isWindowOpen) return "not asked: the service window is closed, and no template asks";
  return isByTemplate
    ? { way: "chat" as const, body: replies.ratingAsked(ticketId, subject), choices: null, template }
    : { way: "chat" as const, body, choices, template: null };
}

const AGAIN_SECONDS = 900;
const A_DAY_MS = 86_400_000;

/** A survey's link, "off", or "failed" after a day. Where surveys alone fail, nobody else's ticket waits for Zendesk. */
async function linkTo(
  { zendesk }: Pick<Deps, "zendesk">,
  asked: Parameters<Zendesk["askSurvey"]>[0],
  since: Date,
): Promise<string> {
  try {
    return await zendesk.askSurvey(asked);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (Date.now() - since.getTime() > A_DAY_MS) return "failed";
    throw new NotYetError(`Zendesk's surveys: ${error.message}`, {
      inSeconds: error.retryAfterSeconds ?? AGAIN_SECONDS,
    });
  }
}
