import { BY_CHANNEL } from "../address.ts";
import type { Channel } from "../providers.ts";
import { shorten } from "../text.ts";
import { takesComments } from "../ticket-status.ts";

/** Every sentence that Tickline itself sends to a customer. Change the wording here. */
export const REPLIES = {
  ticketCreated: (ticketId: string, message: string) =>
    `Ticket #${ticketId} created: '${shorten(message, 50)}'. We'll get back to you soon.`,

  moreDetails:
    "Please provide more details about your issue. " +
    "For example: 'I can't log in' or 'Billing question about invoice #123'",

  ticketDelayed:
    "We have your message and it is safe. Our ticket system is slow to answer right now: " +
    "your ticket number will follow here as soon as we have it.",

  welcome: (ticket: { id: string; status: string } | null) =>
    ticket && isOpen(ticket)
      ? `Hello! Your ticket #${ticket.id} is open: write here and our team reads it there. Write HELP to see what else you can do.`
      : "Hello! Tell us in a message what we can do for you, and we open a ticket. Write HELP to see what else you can do.",

  help:
    "Describe your issue in a message and we open a ticket for you. " +
    "For example: 'I can't log in' or 'Billing question about invoice #123'. Or write one of these words:",
  helpButton: "Choose",

  status: (tickets: TicketInWords[]) =>
    tickets.length === 0
      ? "You have no tickets with us. Describe your issue in a message and we open one."
      : ["Your tickets:", ...tickets.map(ticketLine)].join("\n"),

  pending: ({ tickets, reminders, approvals, elsewhere }: Pending) => {
    const lines = [
      ...tickets.map(
        (ticket) =>
          `Ticket #${ticket.id} '${shorten(ticket.subject, 50)}' waits for your answer: write it here.`,
      ),
      ...reminders.map((body) => `Reminder '${shorten(body, 80)}': write ACK to acknowledge it.`),
      ...approvals.map(
        (reference) => `Approval ${reference}: write APPROVE ${reference} or REJECT ${reference}.`,
      ),
      ...elsewhere.map(
        (channel) =>
          `More waits for you ${BY_CHANNEL[channel]}, in the chat where we asked: write PENDING there.`,
      ),
    ];
    return lines.length === 0 ? "Nothing waits for you." : lines.join("\n");
  },

  acknowledged: (reminder: string) => `Thank you, noted: '${shorten(reminder, 80)}'`,
  nothingToAcknowledge: "There is no reminder to acknowledge.",
  acknowledgeElsewhere: (channel: Channel) =>
    `There is no reminder to acknowledge here. We reminded you ${BY_CHANNEL[channel]}: please write ACK there.`,

  decided: (reference: string, decision: "approved" | "rejected") =>
    `Thank you: you ${decision} ${reference}.`,
  decidedBefore: (reference: string, decision: "approved" | "rejected") =>
    `You ${decision} ${reference} before; this stays as it is. Write to us if it should be otherwise.`,
  noSuchApproval: (word: string) =>
    `We have no approval with that reference for you. ${REPLIES.whichApproval(word)}`,
  decideElsewhere: (channel: Channel) =>
    `This can only be answered where we asked you: ${BY_CHANNEL[channel]}, in the chat with our question.`,
  whichApproval: (word: string) =>
    `Write ${word} and the reference from our message, for example ${word} A-123.`,

  optedOut: (channel: Channel) =>
    `You will get no more messages from us ${BY_CHANNEL[channel]}. Write START here if you change your mind.`,
  optedIn: (channel: Channel) =>
    `Welcome back: you will get our messages ${BY_CHANNEL[channel]} again. Write STOP here at any time to end them.`,

  tooMany:
    "You have written a lot in a short time, so your latest messages did not reach our team. " +
    "Please wait a little and write again.",

  handedOver: "A person from our team takes over and answers you here.",
  handedOverUnsafe:
    "A person from our team will read this. In an emergency, please call your local emergency number first.",

  ticketRefused:
    "Sorry, we couldn't create your ticket right now. Please try again later or contact support directly.",

  commentRefused: (ticketId: string) =>
    `Sorry, your message could not be added to your ticket #${ticketId}. ` +
    "Please write it again, or contact support directly.",

  unanswered:
    "Sorry, something went wrong on our side and your message did not reach our team. " +
    "Please write it again, or contact support directly.",
} as const;

export type TicketInWords = { id: string; subject: string; status: string };
/** What waits for a contact where they write, each newest first, and by which channels something waits elsewhere. */
export type Pending = {
  tickets: TicketInWords[];
  reminders: string[];
  approvals: string[];
  elsewhere: Channel[];
};

const STATUS_IN_WORDS: Record<string, string> = {
  new: "we have it, and will look at it soon",
  open: "we are working on it",
  pending: "it waits for your answer",
  hold: "we wait for somebody else",
  solved: "solved",
  closed: "closed",
};

function ticketLine({ id, subject, status }: TicketInWords): string {
  return `#${id} '${shorten(subject, 50)}': ${STATUS_IN_WORDS[status] ?? status}`;
}

function isOpen({ status }: { status: string }): boolean {
  return takesComments({ status }) && status !== "solved";
}
