import type { HandOverReason } from "../assistant/outcomes.ts";
import { failureReason } from "../failures/failure-reason.ts";
import type { FailureWords } from "../failures/said/words.ts";
import type { MessageKind } from "../message.ts";
import type { NoteCatalogue } from "../notes/catalogue.ts";
import type { NoFile, Refusal } from "../notes/refusal.ts";
import { noFileText, refusalText } from "../notes/refusal-text.ts";
import { countIn, sayIn } from "../notes/say.ts";
import type { Channel, Provider } from "../providers.ts";
import type { Score } from "../ratings/scores.ts";
import type { Language } from "../replies/languages.ts";
import { isBlank, shorten } from "../text.ts";
import { fromTicketNotesOf } from "./from-ticket.ts";
import { momentIn } from "./moment.ts";
import { ticketTextOf } from "./ticket-text.ts";
import { transcriptOf } from "./transcript.ts";

type Noted = { kind: MessageKind; body: string; quoted?: { kind: MessageKind; body: string } | null };

type FromAssistant = { why: HandOverReason | null; summary: string; transcript: string };

/** How the customer is asked to write again, so that what waits can go out. */
export type Asked = "by an invitation" | "by an agent's template" | "in vain" | "by nothing";

/** Zendesk takes notes of 65,535 characters; no chat has texts so long. */
const MOST_WORDS = 65_300;

export type Notes = ReturnType<typeof notesOf>;

/**
 * Everything that Tickline writes on tickets for their agents, out of the sentences of their language. The wording stands in
 * `lib/domain/notes`; here is what a sentence is filled with, and which of them are put together.
 * @param failures why messages fail, where it is said in the language; else it is said in English
 */
export function notesOf(catalogue: NoteCatalogue, language: Language, failures: FailureWords | null = null) {
  const { sentences } = catalogue;
  const say = sayIn(catalogue, language);
  const count = countIn(catalogue, language);
  const moment = momentIn(language);
  const ticketText = ticketTextOf(catalogue, language);
  const byChannel: Record<Channel, string> = { whatsapp: sentences.onWhatsapp, sms: sentences.bySms };
  const askedWords: Record<Asked, string> = {
    "by an invitation": sentences.askedByInvitation,
    "by an agent's template": sentences.askedByTemplate,
    "in vain": sentences.askedInVain,
    "by nothing": sentences.askedByNothing,
  };
  const scores: Record<Score, string> = {
    good: sentences.ratedGood,
    "so-so": sentences.ratedSoSo,
    bad: sentences.ratedBad,
  };
  const whereToRead = (url: string | null) => (url ? say("readInConsole", { url }) : sentences.readInLog);
  const wordsOf = ({ kind, body, quoted }: Noted) =>
    ticketText.commentText({ kind, body, media: [], detail: {}, quoted: quoted ?? null }, []);
  /** Each message of a long answer may cost. */
  const tick = (value: "delivered" | "read") => (what: string, at: Date, parts: number) =>
    parts > 1
      ? say(`${value}InPieces`, { what, when: moment(at), messages: count("messages", parts) })
      : say(value, { what, when: moment(at) });

  return {
    /** As they stand, without variables. */
    providerAway: sentences.providerAway,
    /** The ticket was given to another requester, who did not write by phone. */
    forAnother: sentences.forAnother,
    unread: sentences.unread,

    /** What stands around a customer's words. */
    ...ticketText,
    transcript: transcriptOf(catalogue, language),
    refusal: (why: Refusal) => refusalText(why, catalogue, language),
    noFile: (why: NoFile) => noFileText(why, catalogue, language),

    fromTicket: fromTicketNotesOf(catalogue, language),

    held: ({ lastWrittenAt, asked }: { lastWrittenAt: Date | null; asked: Asked }) =>
      [
        lastWrittenAt ? say("heldSince", { when: moment(lastWrittenAt) }) : sentences.held,
        askedWords[asked],
        sentences.goesByItself,
      ].join(" "),

    /** Why a reply to somebody who is sent nothing was not sent. */
    unwelcome: {
      stop: (channel: Channel) => say("unwelcomeStop", { channel: byChannel[channel] }),
      refusal: (channel: Channel) => say("unwelcomeRefusal", { channel: byChannel[channel] }),
      blocked: () => sentences.unwelcomeBlocked,
      before: () => sentences.unwelcomeBefore,
    },

    /** A message that a ticket lacks, and never will have by itself. */
    lost: (writtenAt: Date, url: string | null) =>
      `${say("lost", { when: moment(writtenAt) })} ${whereToRead(url)}`,
    attachmentLost: (index: number, writtenAt: Date, url: string | null) =>
      `${say("attachmentLost", { number: `${index + 1}`, when: moment(writtenAt) })} ${whereToRead(url)}`,

    /** One line for an attachment that its message came without. */
    notAttached: (index: number, why: NoFile, follows: boolean) => {
      const said = { number: `${index + 1}`, why: noFileText(why, catalogue, language) };
      return follows ? say("attachmentFollows", said) : say("notAttached", said);
    },
    /** What an attachment that comes later stands under; `why` where it comes no more. */
    lateAttachment: (index: number, why: NoFile | null) => {
      const number = `${index + 1}`;
      return why
        ? say("lateAttachmentRefused", { number, why: noFileText(why, catalogue, language) })
        : say("lateAttachment", { number });
    },

    /** @param moments when they were written, each by `moment` */
    late: (moments: string) => say("late", { moments }),
    moment,

    windowCloses: (closesAt: Date) => say("windowCloses", { when: moment(closesAt) }),
    windowClosed: (closedAt: Date) => say("windowClosed", { when: moment(closedAt) }),

    undelivered: (what: string, provider: Provider, code: string | null) =>
      say("undelivered", { what, ...failureReason(provider, code, failures) }),
    unconfirmed: (what: string) =>
      say("unconfirmed", {
        what,
        reason: sentences.unconfirmedReason,
        nextStep: sentences.unconfirmedNextStep,
      }),
    confirmed: (what: string) => say("confirmed", { what }),

    rated: (score: Score) => scores[score],
    ratedWhy: (words: string) => say("ratedWhy", { words: shorten(words, MOST_WORDS) }),

    delivered: tick("delivered"),
    read: tick("read"),

    /** What others wrote from our number, as agents read it. */
    inBusinessApp: (message: Noted) => `${sentences.inBusinessApp}\n\n${wordsOf(message)}`,
    byMetasAgent: (message: Noted) => `${sentences.byMetasAgent}\n\n${wordsOf(message)}`,
    answeredByMeta: (transcript: string) => `${sentences.answeredByMeta}\n\n${transcript}`,

    /** One for each turn of the assistant's that a person is to go on with; `why` is null where it answered as well. */
    fromAssistant: ({ why, summary, transcript }: FromAssistant) =>
      [
        why ? say("handedOver", { why: catalogue.handOver[why] }) : sentences.answeredToo,
        !isBlank(summary) && say("assistantSummary", { summary: shorten(summary.trim(), 2000) }),
        transcript && `${sentences.wroteBefore}\n\n${transcript}`,
      ]
        .filter(Boolean)
        .join("\n\n"),
    answeredByAssistant: (transcript: string) => `${sentences.answeredByAssistant}\n\n${transcript}`,

    decided: (reference: string, decision: "approved" | "rejected") => say(decision, { reference }),
  };
}
