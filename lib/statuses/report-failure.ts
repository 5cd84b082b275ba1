import * as z from "zod/mini";
import { insertSmsFallback, insertTextAlone } from "../db/bulk/retries.ts";
import { optOutByRefusal } from "../db/contacts/consent.ts";
import { promiseAnnouncements, releaseHeldMessages } from "../db/messages/held-messages.ts";
import { loadReported, type ReportedMessage } from "../db/messages/reports.ts";
import { isAboutFile, NOT_ON_WHATSAPP } from "../domain/failures/failure-reason.ts";
import { stageOf } from "../domain/message-status.ts";
import { optOutByCode } from "../domain/opt-outs.ts";
import { whyLeftOut } from "../domain/wording/from-ticket.ts";
import { UNSENT } from "../domain/wording/unsent.ts";
import type { Deps } from "../ports.ts";
import { defineTask } from "../tasks/define.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";
import { handOverAnswer } from "../tickets/hand-over-undelivered.ts";

/** Tells the ticket why a message did not arrive, or was not sent, and what to do; a refusal that means "no more messages" opts the contact out. */
export const reportFailure = defineTask({
  payload: z.object({ logId: z.string() }),

  async handle({ logId }, deps) {
    const message = await loadReported(deps.db, logId);
    if (!message) return "the message was erased";
    const { provider, ticketId, status, errorCode } = message;
    if (status === "canceled") {
      if (message.turnId) await handOverAnswer(deps, message.turnId);
      return reportUnwanted(deps, message);
    }
    if (stageOf(status) !== "failed") return `it is ${status} after all`;
    const optOut = optOutByCode(provider, errorCode);
    if (optOut) await optOutByRefusal(deps.db, logId, optOut);
    if (await fallBack(deps, message)) return "failed, goes out as SMS";
    const isWithoutText = isAboutFile(provider, errorCode) && (await sayAlone(deps, message));
    if (message.turnId) await handOverAnswer(deps, message.turnId);
    if (!ticketId) return "failed, on no ticket";
    const notes = await deps.notes();
    const what = notes.mention(isWithoutText ? { ...message, body: "" } : message);
    const body = notes.undelivered(what, provider, errorCode);
    await enqueueNote(deps, { ticketId, key: `${logId}:failed`, body });
    return `failed, told on ticket ${ticketId}`;
  },
});

/** Between an agent's reply and its sending, the contact opted out or was blocked, or the ticket was given to somebody else. */
async function reportUnwanted(deps: Deps, message: ReportedMessage): Promise<string> {
  const { logId, channel, ticketId, endsReply, unwelcomeFor, errorCode } = message;
  if (!ticketId || !endsReply) return "not sent, and no agent waits to hear of it";
  const notes = await deps.notes();
  if (message.kind === "template") {
    const reason = unwelcomeFor === null ? "before" : unwelcomeFor === "blocked" ? "blocked" : "opted out";
    const why = whyLeftOut(reason, { provider: message.provider, channel: channel ?? "whatsapp" });
    await enqueueNote(deps, {
      ticketId,
      key: `${logId}:unwanted`,
      body: notes.fromTicket.dropped(notes.mention(message), notes.refusal(why)),
    });
    return `template not sent, told on ticket ${ticketId}`;
  }
  const isForAnother = errorCode === UNSENT.forAnother.errorCode;
  const why = notes.unwelcome[unwelcomeFor ?? "before"](channel ?? "whatsapp");
  const body = isForAnother ? notes.forAnother : why;
  await enqueueNote(deps, { ticketId, key: `${logId}:unwanted`, body });
  return `not sent, told on ticket ${ticketId}`;
}

/** What an agent said with a file goes without it; where it cannot now, the ticket hears of that as of any reply. */
async function sayAlone({ db }: Deps, { logId, body, media }: ReportedMessage): Promise<boolean> {
  if (body === "" || media.length === 0) return false;
  const alone = await insertTextAlone(db, logId);
  if (!alone) return false;
  await releaseHeldMessages(db, alone.contactId);
  await promiseAnnouncements(db, [alone.commentId]);
  return true;
}

/** Where there is no WhatsApp, there may be SMS, for a text that one SMS holds. */
async function fallBack(
  { db, env, channel }: Deps,
  { logId, body, errorCode }: ReportedMessage,
): Promise<boolean> {
  const sender = env.twilio.configured ? env.twilio.phoneNumber : undefined;
  if (!env.fallbackSms || !sender || !errorCode || !NOT_ON_WHATSAPP.has(errorCode)) return false;
  if (body.length > channel("twilio").textLimit) return false;
  return (await insertSmsFallback(db, { logId, sender })) === "enqueued";
}
