import type { Channel, Provider } from "../providers.ts";
import { UPSTREAM_NAMES } from "../providers.ts";

/** Why nothing can be sent from a ticket, with the cure. Agents read it in the sidebar and in notes. */
export const NOT_SENT = {
  noTicket: "There is no such ticket in Zendesk",
  closed: "The ticket is closed: open a new one for the customer",
  erased: "The customer of this ticket was erased: nothing can be sent to them from it",
  noRequester: "The ticket has no requester: choose one",
  noNumber:
    "There is nobody to send to: the ticket's requester never wrote, and has no number of their own. Add one to their profile in " +
    "Zendesk, as a direct line, with + and the country code",
  forAnother:
    "The ticket's requester is no longer the customer whose messages it holds, and the message might reach the wrong person. " +
    "Make the customer the requester again, or open a new ticket",
  changed: "The template would say something else by now: look at it again",
  nothingWaits: "No answer waits for the customer to write",
  noInvitation: "No template that asks customers to write again is set up",
  notMadeByAgent:
    "That tag begins the conversation on tickets that an agent makes for a customer in Zendesk's web form, and this is none. Use the tag " +
    "whatsapp_template_ with a template's name behind it",
  noStartTemplate: "No template is set for that tag: whoever runs Tickline sets WHATSAPP_START_TEMPLATE",
  preview: "This deployment is a preview: it sends to the numbers in PREVIEW_ALLOWED_NUMBERS only",
  unwanted: "The customer gets no messages: they opted out, or are blocked",
};

/** Why a tag leaves a variable empty, behind "Variable 3 is empty: ". */
export const FROM_FIELD = {
  empty: (id: string) => `the ticket field ${id} fills it, and says nothing on this ticket`,
  unmapped: (variable: string) =>
    `send the template from the sidebar, or ask whoever runs Tickline to name the ticket field that fills it, as ` +
    `WHATSAPP_TEMPLATE_FIELDS={${JSON.stringify(variable)}:360001234567}`,
};

/** The same of one recipient whom a send leaves out, by its reason. */
export function whyLeftOut(
  reason: string,
  { provider, channel }: { provider: Provider; channel: Channel },
): string {
  const by = channel === "sms" ? "by SMS" : "on WhatsApp";
  const sentences: Record<string, string> = {
    blocked:
      "The contact is blocked: unblock them to write to them again, which takes an admin in the console",
    "opted out": `The customer asked for no more messages ${by}. They get none there until they write START, or somebody opts them in again in the console`,
    preview: NOT_SENT.preview,
    before:
      "It was canceled, or the customer was to get no messages when its turn came. If it is still to be sent, send it once more",
    "invalid number": `The customer cannot be reached by ${UPSTREAM_NAMES[provider]}: choose a template of another provider`,
  };
  return sentences[reason] ?? `Not sent: ${reason}`;
}

type Sent = { text: string; name: string; language: string; by: string | null; isFirst: boolean };

/** Internal notes on what was sent from a ticket. */
export const FROM_TICKET_NOTES = {
  sent: ({ text, name, language, by, isFirst }: Sent) =>
    [
      `${by ?? "An agent"} sent the customer this template (${name}, ${language}):`,
      text,
      isFirst &&
        "It begins the conversation: what the customer answers appears here. What was written on this ticket before was not sent to them.",
    ]
      .filter(Boolean)
      .join("\n\n"),

  /** When its turn came, the customer wanted no messages any more. */
  dropped: (what: string, why: string) => `The template ${what} was not sent after all. ${why}.`,

  tagRefused: (tag: string, why: string) =>
    `Nothing was sent for the tag ${tag}: ${why}. The tag was taken away; once that is set right, set it again.`,

  tagStays: (tag: string) =>
    `Zendesk does not let Tickline take the tag ${tag} away. As long as it is there, nothing more is sent for it: please take it away by ` +
    "hand, and use the sidebar where something is to be sent again.",

  tagWentLate: (tag: string) =>
    `The tag ${tag} could not be taken away before, and is now. Nothing was sent for it this time: set it again if it is to be sent.`,

  tagTooOften: (tag: string, aDay: number) =>
    `Nothing was sent for the tag ${tag}: it sent ${aDay} messages within a day, and the customer did not write since. Please look whether a ` +
    "trigger or an automation in Zendesk sets it. The sidebar sends all the same.",

  tagsUnread:
    "A tag on this ticket asks for a template, which may not have been sent: Tickline could not read the ticket, or take the tag away. " +
    "Please look what the customer was sent, and set the tag again if it is to be sent.",

  invited: (by: string | null) =>
    `${by ?? "An agent"} asked the customer to write again, by the template for that. What waits goes out as soon as they do.`,
};
