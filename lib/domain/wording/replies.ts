import type { MessageKind } from "../message.ts";
import type { Channel } from "../providers.ts";
import type { SentenceName, Sentences } from "../replies/catalogue.ts";
import type { en } from "../replies/en.ts";
import { fillIn } from "../replies/fill.ts";
import type { Language } from "../replies/languages.ts";
import { isBlank, shorten } from "../text.ts";
import { takesComments } from "../ticket-status.ts";
import { type Said, summaryIn } from "./summary.ts";

/** The {variables} in a sentence, by English's. */
export type VariablesIn<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | VariablesIn<Rest>
  : never;
type VariablesOf<Name extends SentenceName> = VariablesIn<(typeof en)["sentences"][Name]>;

export type Replies = ReturnType<typeof repliesOf>;

/**
 * What Tickline itself sends to a customer, out of the sentences of their language. The wording stands in `lib/domain/replies`; here is what a
 * sentence is filled with, and which of them are put together.
 */
export function repliesOf(sentences: Sentences, language: Language) {
  const filled = fillIn(language);
  const say = <Name extends SentenceName>(name: Name, variables: Record<VariablesOf<Name>, string>): string =>
    filled(sentences[name], variables);
  const byChannel: Record<Channel, string> = { whatsapp: sentences.onWhatsapp, sms: sentences.bySms };
  const statuses: Readonly<Record<string, string>> = {
    new: sentences.statusNew,
    open: sentences.statusOpen,
    pending: sentences.statusPending,
    hold: sentences.statusHold,
    solved: sentences.statusSolved,
    closed: sentences.statusClosed,
  };
  const summary = summaryIn(kindsIn(sentences));
  /** What was read out of these is worded by us, in English. */
  const own = (message: Said) =>
    language !== "en" && WORDED_BY_US.has(message.kind) ? { ...message, body: "" } : message;
  const whichApproval = (word: string) => say("whichApproval", { word });

  return {
    language,

    /** As they stand, without variables. */
    ...pick(sentences, [
      "moreDetails",
      "ticketDelayed",
      "ticketRefused",
      "unanswered",
      "tooMany",
      "help",
      "helpButton",
      "reference",
      "nothingToAcknowledge",
      "handedOver",
      "handedOverUnsafe",
      "whichLanguage",
      "noSuchLanguage",
      "languageButton",
      "ratingGood",
      "ratingSoSo",
      "ratingBad",
      "ratingByNumber",
      "ratingThanks",
      "ratingWhatWentWrong",
      "ratingWordsThanks",
      "yourMessage",
      "messageToRead",
    ]),

    /** What a customer wrote, as they read it again: their own words, else what it is; and in one line. */
    wordsOf: (message: Said) => (isBlank(own(message).body) ? summary(own(message)) : message.body),
    summary: (message: Said) => summary(own(message)),

    ticketCreated: (ticketId: string, message: string) =>
      say("ticketCreated", { ticketId, message: shorten(message, 50) }),
    ticketCreatedWhileAway: (ticketId: string, message: string, when: string) =>
      say("ticketCreatedWhileAway", { ticketId, message: shorten(message, 50), when }),
    commentRefused: (ticketId: string) => say("commentRefused", { ticketId }),

    welcome: (ticket: { id: string; status: string } | null) =>
      ticket && isOpen(ticket) ? say("welcomeWithTicket", { ticketId: ticket.id }) : sentences.welcome,

    status: (tickets: TicketInWords[]) =>
      tickets.length === 0
        ? sentences.noTickets
        : [
            sentences.yourTickets,
            ...tickets.map(({ id, subject, status }) =>
              say("ticketLine", {
                ticketId: id,
                subject: shorten(subject, 50),
                status: statuses[status] ?? status,
              }),
            ),
          ].join("\n"),

    pending: ({ tickets, reminders, approvals, elsewhere }: Pending) => {
      const lines = [
        ...tickets.map(({ id, subject }) =>
          say("pendingTicket", { ticketId: id, subject: shorten(subject, 50) }),
        ),
        ...reminders.map((body) => say("pendingReminder", { reminder: shorten(body, 80) })),
        ...approvals.map((reference) => say("pendingApproval", { reference })),
        ...elsewhere.map((channel) => say("pendingElsewhere", { channel: byChannel[channel] })),
      ];
      return lines.length === 0 ? sentences.nothingPending : lines.join("\n");
    },

    acknowledged: (reminder: string) => say("acknowledged", { reminder: shorten(reminder, 80) }),
    acknowledgeElsewhere: (channel: Channel) => say("acknowledgeElsewhere", { channel: byChannel[channel] }),

    decided: (reference: string, decision: Decided) => say(decision, { reference }),
    decidedBefore: (reference: string, decision: Decided) => say(`${decision}Before`, { reference }),
    noSuchApproval: (word: string) => `${sentences.noSuchApproval} ${whichApproval(word)}`,
    decideElsewhere: (channel: Channel) => say("decideElsewhere", { channel: byChannel[channel] }),
    whichApproval,

    optedOut: (channel: Channel) => say("optedOut", { channel: byChannel[channel] }),
    optedIn: (channel: Channel) => say("optedIn", { channel: byChannel[channel] }),

    languageChosen: (language: string) => say("languageChosen", { language }),

    ratingAsked: (ticketId: string, subject: string) =>
      say("ratingAsked", { ticketId, subject: shorten(subject, 50) }),
    ratingBySurvey: (ticketId: string, subject: string, link: string) =>
      say("ratingBySurvey", { ticketId, subject: shorten(subject, 50), link }),

    invitation: (ticketId: string) => say("invitation", { ticketId }),
  };
}

const WORDED_BY_US: ReadonlySet<MessageKind> = new Set(["order", "unsupported", "unknown"] as const);

function kindsIn(sentences: Sentences): Record<MessageKind, string> {
  return {
    text: sentences.kindMessage,
    image: sentences.kindPhoto,
    video: sentences.kindVideo,
    audio: sentences.kindVoice,
    document: sentences.kindDocument,
    sticker: sentences.kindSticker,
    location: sentences.kindLocation,
    contacts: sentences.kindContact,
    button: sentences.kindButton,
    interactive: sentences.kindChoice,
    order: sentences.kindOrder,
    reaction: sentences.kindReaction,
    edit: sentences.kindEdited,
    revoke: sentences.kindDeleted,
    unsupported: sentences.kindUnsupported,
    unknown: sentences.kindUnknown,
    // No customer writes these.
    template: sentences.kindMessage,
    system: sentences.kindMessage,
    request_welcome: sentences.kindMessage,
  };
}

type Decided = "approved" | "rejected";

export type TicketInWords = { id: string; subject: string; status: string };
/** What waits for a contact where they write, each newest first, and by which channels something waits elsewhere. */
export type Pending = {
  tickets: TicketInWords[];
  reminders: string[];
  approvals: string[];
  elsewhere: Channel[];
};

function pick<Name extends SentenceName>(sentences: Sentences, names: readonly Name[]): Record<Name, string> {
  // As many members as names, each a sentence.
  return Object.fromEntries(names.map((name) => [name, sentences[name]])) as Record<Name, string>;
}

function isOpen({ status }: { status: string }): boolean {
  return takesComments({ status }) && status !== "solved";
}
