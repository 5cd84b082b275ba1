import type { Failure } from "./failure.ts";

const ADMIN = "Ask whoever looks after your messaging accounts to";
const OTHER_WAY = "Reach the customer another way";
const TEMPLATE = "The template (a text that WhatsApp approves in advance)";

/** The sentences about what somebody has to set up, approve or pay. Change the wording here. */
export const SET_UP_FAILURES = {
  // Templates
  templateMissing: {
    reason: `${TEMPLATE} does not exist, is not approved, or not in this language.`,
    nextStep: `Use another template. ${ADMIN} check this one.`,
  },
  templateValues: {
    reason: `${TEMPLATE} was not given the values that its blanks need.`,
    nextStep: `Check what was filled in. ${ADMIN} compare it with the template.`,
  },
  templateTooLong: {
    reason: `${TEMPLATE} is too long with its blanks filled in.`,
    nextStep: "Shorten what was filled in.",
  },
  templateNotLoaded: {
    reason: `${TEMPLATE} could not be loaded by the customer's phone.`,
    nextStep: "Try again later.",
    isTransient: true,
  },
  templatePaused: {
    reason: `${TEMPLATE} is paused by WhatsApp, since customers did not like it.`,
    nextStep: "Use another template, or wait until the pause is over.",
  },
  templateDisabled: {
    reason: `${TEMPLATE} has been disabled by WhatsApp.`,
    nextStep: "Use another template.",
  },
  templateRejected: {
    reason: `${TEMPLATE} goes against WhatsApp's rules.`,
    nextStep: `Use another template. ${ADMIN} change this one.`,
  },
  // Our accounts and numbers
  testAccount: {
    reason: "Messages are sent from a test account, which reaches only numbers that have joined it.",
    nextStep: "Have the customer's number added to the test account, or use a real one.",
  },
  countryClosed: {
    reason: "Our account may not send messages to this customer's country.",
    nextStep: `${OTHER_WAY}. ${ADMIN} open the country if it should be served.`,
  },
  senderNotReady: {
    reason: "Our number is not set up to send this message.",
    nextStep: `${ADMIN} check the number.`,
  },
  senderNotVerified: {
    reason: "Our toll-free number has not been verified, so mobile networks do not take its messages.",
    nextStep: `${ADMIN} have the number verified.`,
  },
  senderNotRegistered: {
    reason: "Our number is not registered for text messages to the United States.",
    nextStep: `${ADMIN} register it with Twilio.`,
  },
  accessRefused: {
    reason: "The messaging service refused our access.",
    nextStep: `${ADMIN} check Tickline's access to it.`,
  },
  accountProblem: {
    reason: "Something is wrong with our business account at Meta.",
    nextStep: `${ADMIN} look into Meta Business Manager.`,
  },
  accountLocked: {
    reason: "WhatsApp has restricted our business account.",
    nextStep: `${ADMIN} look into WhatsApp Manager. ${OTHER_WAY} until then.`,
  },
  accountSuspended: {
    reason: "Our account at Twilio is not active.",
    nextStep: `${ADMIN} look into Twilio. ${OTHER_WAY} until then.`,
  },
  payment: {
    reason: "WhatsApp could not charge our account for the message.",
    nextStep: `${ADMIN} check the payment settings of the WhatsApp account.`,
  },
} satisfies Record<string, Failure>;
