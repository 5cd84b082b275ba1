import type { Failure } from "./failure.ts";
import { SET_UP_FAILURES } from "./set-up-failures.ts";

const ADMIN = "Ask whoever looks after your messaging accounts to";
const OTHER_WAY = "Reach the customer another way";

/** Every sentence that tells an agent why a message failed. Change the wording here. */
export const FAILURES = {
  windowClosed: {
    reason:
      "The customer last wrote more than 24 hours ago, and WhatsApp then lets through only templates (texts that it approved in advance).",
    nextStep:
      "Reach the customer by a template or another way, or answer again once they have written: this message does not go out by itself.",
  },
  // The customer
  notOnWhatsapp: {
    reason:
      "WhatsApp cannot reach this customer: the number may not be on WhatsApp, or the app may be too old or wait for its terms to be accepted.",
    nextStep: `${OTHER_WAY}, check the number with them, and ask them to update WhatsApp.`,
  },
  invalidNumber: {
    reason: "The customer's number is not a valid phone number.",
    nextStep: "Correct the number, with its country code, and send the message again.",
  },
  ownNumber: {
    reason: "The message was addressed to the number that it is sent from.",
    nextStep: "Correct the customer's number and send the message again.",
  },
  noTextMessages: {
    reason: "This number cannot receive text messages: it may be a landline.",
    nextStep: "Ask the customer for a mobile number.",
  },
  noRoute: {
    reason: "Text messages cannot be sent from our number to this one.",
    nextStep: `${OTHER_WAY}.`,
  },
  numberOutOfService: {
    reason: "The customer's number is unknown or no longer in service.",
    nextStep: "Ask the customer for their current number.",
  },
  phoneOutOfReach: {
    reason: "The customer's phone could not be reached: it may be switched off or without a signal.",
    nextStep: "Try again later.",
    isTransient: true,
  },
  usernameOnly: {
    reason:
      "WhatsApp knows this customer by a username, and does not take this kind of message without a phone number.",
    nextStep: "Ask the customer for their phone number, or write a plain message.",
  },
  // What the customer, or WhatsApp on their behalf, does not want
  optedOut: {
    reason: "The customer has unsubscribed from messages of this number.",
    nextStep: "Do not write again until the customer writes START.",
  },
  stoppedMarketing: {
    reason: "The customer has stopped marketing messages from your business on WhatsApp.",
    nextStep: "Send this customer no more marketing messages.",
  },
  blockedByCustomer: {
    reason: "The customer has blocked our number or opted out.",
    nextStep: "Do not write here again before the customer does.",
  },
  notAllowedToReceive: {
    reason: "WhatsApp does not let this customer receive the message.",
    nextStep: `${OTHER_WAY}.`,
  },
  heldBack: {
    reason:
      "WhatsApp holds this message back from this customer, because of a limit or an experiment of its own.",
    nextStep: `${OTHER_WAY}, or wait until they write.`,
  },
  marketingHeldBack: {
    reason: "WhatsApp chose not to deliver this marketing message to this customer.",
    nextStep: `Do not send it again today. ${OTHER_WAY} if it matters.`,
  },
  // Too much at once
  tooFast: {
    reason: "Too many messages were sent in a short time.",
    nextStep: "Try again later.",
    isTransient: true,
  },
  tooManyToCustomer: {
    reason: "Too many messages were sent to this customer in a short time.",
    nextStep: "Wait a few minutes and try again.",
    isTransient: true,
  },
  spamLimit: {
    reason:
      "WhatsApp limits what our number may send, since people may have blocked or reported earlier messages.",
    nextStep: `Try again later. ${ADMIN} look at the number's quality in WhatsApp Manager.`,
    isTransient: true,
  },
  dailyLimit: {
    reason: "As many messages were sent as are allowed in 24 hours.",
    nextStep: `Try again tomorrow. ${ADMIN} have the limit raised if it happens often.`,
  },
  queueFull: {
    reason: "Too many messages of our number were waiting to be sent.",
    nextStep: "Try again in a few minutes.",
    isTransient: true,
  },
  // On the way
  internalProblem: {
    reason: "The messaging service had a problem of its own.",
    nextStep: "Try again later.",
    isTransient: true,
  },
  maintenance: {
    reason: "WhatsApp is doing maintenance on our account.",
    nextStep: "Try again later.",
    isTransient: true,
  },
  networkBusy: {
    reason: "The mobile network was too busy to take the message.",
    nextStep: "Try again later.",
    isTransient: true,
  },
  networkSilent: {
    reason: "The mobile network did not deliver the message and does not say why.",
    nextStep: `Try again later. ${OTHER_WAY} if it fails again.`,
    isTransient: true,
  },
  expired: {
    reason: "The message could not be delivered within the time it was given.",
    nextStep: "Try again later.",
    isTransient: true,
  },
  blockedOnTheWay: {
    reason: "The message was blocked: the phone or its network does not accept messages from us.",
    nextStep: `${OTHER_WAY}.`,
  },
  takenForSpam: {
    reason: "The message was filtered out, as if it were spam.",
    nextStep: `Word it differently, without shortened links, or reach the customer another way.`,
  },
  refusedWithoutReason: {
    reason: "The messaging service refused the message without a reason that tells us more.",
    nextStep: `Try again once. ${OTHER_WAY} if it fails again.`,
  },
  // The message
  contentRefused: {
    reason: "WhatsApp did not accept the content: the text may be too long, or the attachment not supported.",
    nextStep: "Shorten the text, check the attachment, and send the message again.",
  },
  fileNotFetched: {
    reason: "The attached file could not be fetched.",
    nextStep: "Open the attachment to see that it is all right, and send it again.",
  },
  fileRefused: {
    reason: "WhatsApp did not take the attached file: its type or size may not be supported.",
    nextStep: "Send it in a common format, such as PDF or JPEG, or send a link to it.",
  },
  unsupportedType: {
    reason: "WhatsApp does not support this kind of message.",
    nextStep: "Send it as plain text.",
  },
  tooLong: {
    reason: "The message is too long.",
    nextStep: "Shorten it, or send it in several messages.",
  },
  empty: {
    reason: "The message was empty.",
    nextStep: "Write a text or attach a file, and send it again.",
  },
  policy: {
    reason: "The message goes against WhatsApp's rules for businesses.",
    nextStep: "Word it differently, or reach the customer another way.",
  },
  badRequest: {
    reason: "The message was not in a form that WhatsApp accepts.",
    nextStep: `${OTHER_WAY}, and tell whoever looks after Tickline.`,
  },
  ...SET_UP_FAILURES,
} as const satisfies Record<string, Failure>;

export type FailureName = keyof typeof FAILURES;
