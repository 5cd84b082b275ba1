import { randomBytes } from "node:crypto";
import type { Answer } from "../upstreams/call.ts";

const TITLES: Record<number, string> = {
  1: "An unknown error occurred",
  2: "Service temporarily unavailable",
  4: "Application request limit reached",
  368: "Temporarily blocked for policies violations",
  10: "Application does not have permission for this action",
  80007: "Rate limit issues",
  130429: "Rate limit hit",
  130472: "User's number is part of an experiment",
  131000: "Something went wrong",
  131009: "Parameter value is not valid",
  131016: "Service unavailable",
  131026: "Message undeliverable",
  131031: "Business Account locked",
  131042: "Business eligibility payment issue",
  131047: "Re-engagement message",
  131048: "Spam rate limit hit",
  131049: "This message was not delivered to maintain healthy ecosystem engagement.",
  131050: "User has stopped receiving marketing messages from this business",
  131051: "Unsupported message type",
  131052: "Media download error",
  131053: "Media upload error",
  131056: "(Business Account, Consumer Account) pair rate limit hit",
  131062: "Business-scoped user ids are not supported for this message",
  132000: "Number of parameters does not match the expected number of params",
  132001: "Template name does not exist in the translation",
  132005: "Translated text too long",
  132007: "Template content policy violated",
  132012: "Parameter format does not match format in the created template",
  132015: "Template is paused",
  132016: "Template is disabled",
};

const DETAILS: Record<number, string> = {
  131026: "Message Undeliverable.",
  131047:
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  131049: "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
};

const THROTTLES = new Set([4, 80007, 130429, 131048, 131056]);
const CODE_OF_STATUS: Record<number, number> = { 401: 190, 403: 10, 429: 4, 500: 1, 503: 2 };

type Words = { message?: string; details?: string; subcode?: number };

/** A refusal in the Graph API's envelope; without a message, in Meta's words for the code. */
export function graphError(status: number, code: number, { message, details, subcode }: Words = {}): Answer {
  const error = {
    message: message ?? `(#${code}) ${titleOf(code)}`,
    type: "OAuthException",
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    ...((THROTTLES.has(code) || status >= 500) && { is_transient: true }),
    ...(code >= 130000 && {
      error_data: { messaging_product: "whatsapp", details: details ?? detailsOf(code) },
    }),
    fbtrace_id: `A${randomBytes(17).toString("base64url")}`,
  };
  const headers = {
    ...(status === 401 && {
      "www-authenticate": 'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token."',
    }),
  };
  return { status, headers, body: { error } };
}

/** What the Graph API answers with this HTTP status when the request itself was fine. */
export function graphFailure(status: number): Answer {
  if (status === 401) return graphError(401, 190, { message: "Error validating access token" });
  return graphError(status, CODE_OF_STATUS[status] ?? 100);
}

/** An error as a webhook carries it: on a failed status, or on an unsupported message. */
export function webhookError(code: number) {
  return {
    code,
    title: titleOf(code),
    message: titleOf(code),
    error_data: { details: detailsOf(code) },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}

function titleOf(code: number): string {
  return TITLES[code] ?? `Error ${code}`;
}

function detailsOf(code: number): string {
  return DETAILS[code] ?? titleOf(code);
}
