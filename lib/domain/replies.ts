import { shorten } from "./text.ts";

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

  ticketRefused:
    "Sorry, we couldn't create your ticket right now. Please try again later or contact support directly.",
} as const;
