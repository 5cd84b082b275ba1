import { BY_CHANNEL } from "../address.ts";
import type { HandOverReason } from "../assistant/outcomes.ts";
import type { MessageKind } from "../message.ts";
import type { Channel } from "../providers.ts";
import { isBlank, shorten } from "../text.ts";
import { HAND_OVER_WORDS } from "./hand-over.ts";
import { moment } from "./moment.ts";
import { commentText } from "./ticket-text.ts";
import { UNCONFIRMED } from "./unconfirmed.ts";

type Noted = { kind: MessageKind; body: string; quoted?: { kind: MessageKind; body: string } | null };

type FromAssistant = { why: HandOverReason | null; summary: string; transcript: string };

const wordsOf = ({ kind, body, quoted }: Noted) =>
  commentText({ kind, body, media: [], detail: {}, quoted: quoted ?? null }, []);

/** How the customer is asked to write again, so that what waits can go out. */
export type Asked = "by an invitation" | "by an agent's template" | "in vain" | "by nothing";

const ASKED_WORDS: Record<Asked, string> = {
  "by an invitation": "The customer was sent a template that asks them to write again. ",
  "by an agent's template":
    "The customer was sent a template less than 24 hours ago, so none was added that asks them to write. ",
  "in vain":
    "The template that asks them to write again did not arrive: it can be sent once more beside this ticket, or reach them another way. ",
  "by nothing":
    "No template that asks customers to write again is set up, so please reach them another way. ",
};

/** Every internal note that Tickline leaves on a ticket for its agents. Change the wording here. */
export const NOTES = {
  held: ({ lastWrittenAt, asked }: { lastWrittenAt: Date | null; asked: Asked }) =>
    [
      "This reply has not been sent yet: WhatsApp takes free text only within 24 hours of the customer's last message",
      lastWrittenAt ? `, which came on ${moment(lastWrittenAt)}. ` : ". ",
      ASKED_WORDS[asked],
      "As soon as the customer writes, the reply goes out by itself; there is nothing to write twice.",
    ].join(""),

  providerAway:
    "This reply has not been sent yet: for now, nothing gets through to the provider of the customer's messages, and whoever runs " +
    "Tickline has been told. As soon as it works again, what you wrote goes out by itself; there is nothing to write twice.",

  /** Why a reply to somebody who is sent nothing was not sent. */
  unwelcome: {
    stop: (channel: Channel) =>
      `This reply was not sent: the customer wrote STOP ${BY_CHANNEL[channel]} and gets no messages there until they write START. ` +
      "Please reach them another way.",
    refusal: (channel: Channel) =>
      `This reply was not sent: by WhatsApp or their carrier, the customer asked for no more messages ${BY_CHANNEL[channel]}. ` +
      "They get none there until they write START. Please reach them another way.",
    blocked: () => "This reply was not sent: the contact is blocked. Unblock them to write to them again.",
    before: () =>
      "This reply was not sent: when its turn came, the customer was to get no messages. Now they get them again: " +
      "please write it once more.",
  },

  /** The ticket was given to another requester, who did not write by phone. */
  forAnother:
    "This reply was not sent to the phone: the ticket's requester is no longer the customer whose messages it holds, " +
    "and it might have reached the wrong person. Please reach the present requester another way, such as by email. " +
    "If it is for the customer, make them the requester again and write it once more.",

  unread:
    "A public reply on this ticket was not sent to the customer: Tickline could not read it. " +
    "Please write it once more.",

  /** A message that a ticket lacks, and never will have by itself. */
  lost: (writtenAt: Date, url: string | null) =>
    `A message that the customer wrote on ${moment(writtenAt)} could not be added to this ticket. ${whereToRead(url)}`,

  attachmentLost: (index: number, writtenAt: Date, url: string | null) =>
    `Attachment ${index + 1} of a message that the customer wrote on ${moment(writtenAt)} could not be added to this ticket, ` +
    `and will not follow. ${whereToRead(url)}`,

  /** @param moments when they were written */
  late: (moments: string) =>
    `Not sent to the customer: the public replies on this ticket of ${moments}. Tickline heard of them more than two hours ` +
    "later, when they might have been out of date. What still matters, please write once more.",

  windowCloses: (closesAt: Date) =>
    `This ticket waits for an answer, and WhatsApp takes free text only until ${moment(closesAt)}. ` +
    "A reply after that waits until the customer writes again.",

  undelivered: ({ what, reason, nextStep }: { what: string; reason: string; nextStep: string }) =>
    `Not delivered: ${what}\nWhy: ${reason}\nWhat to do: ${nextStep}`,

  unconfirmed: (what: string) =>
    `May not have arrived: ${what}\nWhy: ${UNCONFIRMED.reason}\nWhat to do: ${UNCONFIRMED.nextStep}`,

  confirmed: (what: string) => `It was sent after all, and need not be sent again: ${what}`,

  delivered: (what: string, at: Date, parts: number) => `Delivered on ${moment(at)}${pieces(parts)}: ${what}`,
  read: (what: string, at: Date, parts: number) => `Read on ${moment(at)}${pieces(parts)}: ${what}`,

  /** What others wrote from our number, as agents read it. */
  inBusinessApp: (message: Noted) =>
    `Written to the customer in the WhatsApp Business app:\n\n${wordsOf(message)}`,
  byMetasAgent: (message: Noted) => `Meta's agent answered:\n\n${wordsOf(message)}`,
  answeredByMeta: (transcript: string) => `Before this, Meta's agent held the conversation:\n\n${transcript}`,

  /** One for each turn of the assistant's that a person is to go on with; `why` is null where it answered as well. */
  fromAssistant: ({ why, summary, transcript }: FromAssistant) =>
    [
      why
        ? `The assistant handed over: ${HAND_OVER_WORDS[why]}.`
        : "The assistant answered, and found that a person should see to it as well.",
      !isBlank(summary) && `The assistant's summary: ${shorten(summary.trim(), 2000)}`,
      transcript && `What the customer and the assistant wrote before:\n\n${transcript}`,
    ]
      .filter(Boolean)
      .join("\n\n"),
  answeredByAssistant: (transcript: string) => `The assistant answered beside this ticket:\n\n${transcript}`,

  decided: (reference: string, decision: "approved" | "rejected") =>
    `The customer ${decision} ${reference} by message.`,
};

function whereToRead(url: string | null): string {
  return url ? `It can be read in Tickline's console: ${url}` : "It is kept in Tickline's contact log.";
}

/** Each message of a long answer may cost. */
function pieces(parts: number): string {
  return parts > 1 ? `, sent as ${parts} messages` : "";
}
