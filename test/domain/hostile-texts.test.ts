import { expect, test } from "vitest";
import { readRecipients } from "../../lib/bulk/recipients.ts";
import { hideSecrets } from "../../lib/cli/shared/hide-secrets.ts";
import { COMMANDS } from "../../lib/commands/index.ts";
import { matchCommand } from "../../lib/commands/match.ts";
import { wantedBy } from "../../lib/console/parts/wanted.ts";
import {
  channelOf,
  masked,
  maskedId,
  parseAddress,
  parseBsuid,
  parseGivenPhone,
  parsePhone,
} from "../../lib/domain/address.ts";
import { plainText, whatsappText } from "../../lib/domain/comment-text/comment-text.ts";
import { linkTarget, saysTheSame } from "../../lib/domain/comment-text/shown-link.ts";
import { textAsHtml } from "../../lib/domain/comment-text/text-as-html.ts";
import { failureReason } from "../../lib/domain/failures/failure-reason.ts";
import type { MessageKind } from "../../lib/domain/message.ts";
import { mediaKindFor } from "../../lib/domain/outbound-media.ts";
import { isVague } from "../../lib/domain/replies/vague.ts";
import { splitText } from "../../lib/domain/split-text.ts";
import { templateVariable } from "../../lib/domain/template-variable.ts";
import { cut, firstLine, isBlank, plainWords, shorten, storable } from "../../lib/domain/text.ts";
import { shownUrl } from "../../lib/domain/urls/shown-url.ts";
import { commentText, mention, summary } from "../../lib/domain/wording/ticket-text.ts";
import { parseForm } from "../../lib/http/form.ts";
import { unfoldForm } from "../../lib/http/unfold-form.ts";
import { parseWebhook } from "../../lib/providers/meta/parse-webhook.ts";
import { parseJsonBody } from "../../lib/providers/twilio/json-body.ts";
import { parseInbound } from "../../lib/providers/twilio/parse-inbound.ts";
import { confirmationVariables } from "../../lib/tickets/confirm-ticket.ts";
import { parseTicketNews } from "../../lib/zendesk/parse-ticket-news.ts";
import { LENGTH, SHAPES } from "../support/hostile-shapes.ts";
import { NOTES } from "../support/notes.ts";
import { REPLIES } from "../support/replies.ts";

const { subject } = NOTES;

/** So many plain passes over as long a text, character by character: where each character looks at all others, it is thousands. */
const MOST_PASSES = 8;
/** A busy machine slows a try down; the best says what the rule costs. */
const TRIES = 8;
/** No machine is that busy. */
const HOPELESS = 20 * MOST_PASSES;

const said = (body: string, kind: MessageKind = "text") => ({ kind, body, media: [], detail: {} });
const quoting = (body: string, kind: MessageKind = "text") => ({
  ...said("I mean that", kind),
  quoted: said(body),
});
const command = (message: Partial<Parameters<typeof matchCommand>[0]>) =>
  matchCommand({ ...said(""), channel: "sms", ...message }, COMMANDS);
const hide = hideSecrets({
  ZENDESK_API_TOKEN: "aaaaaaaab",
  DATABASE_URL: "postgres://u:a%20b@h/d",
  X_SECRET: "!!!!",
});
const bytes = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
const orRefuse = (parse: () => unknown) => {
  try {
    return parse();
  } catch (error) {
    return error;
  }
};

const twilio = (text: string) =>
  orRefuse(() =>
    parseInbound({
      MessageSid: `SM${"0".repeat(32)}`,
      From: "whatsapp:+14155550100",
      To: "whatsapp:+14155550101",
      Body: text,
      ProfileName: text,
      WaId: text,
      MessageType: text,
    }),
  );

const metaMessage = (more: Record<string, unknown>) => ({
  from: "14155550100",
  id: "wamid.1",
  timestamp: "1",
  type: "text",
  ...more,
});
const meta = (text: string, message: Record<string, unknown>) => {
  const value = { messages: [metaMessage(message)], contacts: [{ profile: { name: text }, wa_id: "1" }] };
  return parseWebhook(bytes({ entry: [{ changes: [{ field: "messages", value }] }] }), "1");
};

const messageTo = (
  one: { to: string; variables: Record<string, string> },
  rules: Parameters<typeof readRecipients>[1],
) => readRecipients({ recipients: { parts: 1, part: () => [one] }, variables: {}, body: "x" }, rules).part(0);

const RULES: Record<string, (text: string) => unknown> = {
  "a command by its text": (body) => command({ body }),
  "a command by a button's payload": (buttonPayload) =>
    command({ kind: "button", detail: { buttonPayload } }),
  "a command by a payload's argument": (text) =>
    command({ kind: "button", detail: { buttonPayload: `command:approve:${text}` } }),
  "a command by a row": (listId) => command({ kind: "interactive", detail: { listId } }),
  isVague,
  plainWords,
  storable,
  isBlank,
  firstLine,
  "cut near the beginning": (text) => cut(text, 150),
  "cut in the middle": (text) => cut(text, 50_000),
  "cut near the end": (text) => cut(text, 65_536),
  shorten: (text) => shorten(text, 100),
  "shorten near the end": (text) => shorten(text, 65_536),
  summary: (text) => summary(said(text)),
  "summary of a place": (label) =>
    summary({ ...said(""), detail: { location: { latitude: "1", longitude: "2", label } } }),
  subject: (text) => subject(said(text)),
  mention: (text) => mention(said(text)),
  commentText: (text) => commentText(said(text), [text]),
  "commentText of an answer": (text) => commentText(quoting(text), []),
  "commentText of a reaction": (text) => commentText(quoting(text, "reaction"), []),
  "commentText of an edit": (text) => commentText({ ...quoting(text, "edit"), body: text }, []),
  "the ticket's confirmation": (text) => REPLIES.ticketCreated("1", text),
  "the confirmation's variables": (text) => confirmationVariables(text, "1"),
  "a reminder that is acknowledged": (text) => REPLIES.acknowledged(text),
  whatsappText,
  plainText,
  "text as HTML and back": (text) => whatsappText(textAsHtml(text.slice(0, LENGTH / 4))),
  linkTarget,
  "saysTheSame, of a text": (text) => saysTheSame(text, "https://example.com"),
  "saysTheSame, of an address": (text) => saysTheSame("x", text),
  "splitText as SMS": (text) => splitText(text, 1_600),
  "splitText as WhatsApp": (text) => splitText(text, 4_096),
  parsePhone,
  parseGivenPhone,
  parseBsuid,
  parseAddress,
  channelOf,
  masked,
  maskedId,
  wantedBy,
  templateVariable,
  "a recipient": (to) => messageTo({ to, variables: {} }, RECIPIENTS),
  "a recipient's variable": (a) => messageTo({ to: "+14155550100", variables: { a } }, RECIPIENTS),
  "a template's text": (text) =>
    messageTo(
      { to: "+14155550100", variables: {} },
      { ...RECIPIENTS, templateText: { text, variables: [] } },
    ),
  mediaKindFor: (text) => mediaKindFor(text, 1),
  "failureReason of Twilio": (text) => failureReason("twilio", text),
  "failureReason of Meta": (text) => failureReason("meta", text),
  shownUrl,
  hideSecrets: hide,
  "a form": (text) => orRefuse(() => unfoldForm(parseForm(new TextEncoder().encode(`a=${text}`)))),
  "a form's value": (text) => unfoldForm({ variables: text, to: [text, "x"] }),
  "Twilio's form": twilio,
  "Twilio's JSON": (text) => orRefuse(() => parseJsonBody(bytes({ Body: text, Attributes: { text } }))),
  "Meta's text": (text) => meta(text, { text: { body: text } }),
  "Meta's flow": (text) =>
    meta("x", {
      type: "interactive",
      interactive: { type: "nfm_reply", nfm_reply: { name: "flow", response_json: text } },
    }),
  "Meta's file": (filename) =>
    meta("x", { type: "document", document: { id: "1", filename, caption: filename } }),
  "Meta's unknown type": (type) => meta("x", { type }),
  "Zendesk's trigger": (text) =>
    orRefuse(() =>
      parseTicketNews(bytes({ ticket_id: "1", external_id: "", title: text, status: "Open" }), {
        signedAt: new Date(0),
        invocationId: "1",
      }),
    ),
};

const RECIPIENTS = {
  allowedNumbers: undefined,
  addressOf: ({ phone, bsuid }: { phone: string | null; bsuid: string | null }) => phone ?? bsuid,
  templateOf: (variables: Record<string, string>) => ({ contentSid: "HX", variables }),
  templateText: null,
};

/** Milliseconds of this thread's processor: what others do on the machine meanwhile is not in it, but for how they slow it down. */
function took(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

const PLAIN = "a".repeat(LENGTH);
const passMs = () =>
  took(() => {
    for (let n = 0; n < MOST_PASSES; n += 1) PLAIN.replace(/./g, (character) => character);
  }) / MOST_PASSES;
let quickestMs = passMs();

/** How many passes a rule takes: of the quickest there was, or, where these are too many, of one in the same moment. */
function cost(rule: (text: string) => unknown, text: string): number {
  let least = took(() => rule(text)) / quickestMs;
  for (let n = 1; n < TRIES && least >= MOST_PASSES && least < HOPELESS; n += 1) {
    const besideMs = passMs();
    quickestMs = Math.min(quickestMs, besideMs);
    least = Math.min(least, took(() => rule(text)) / besideMs);
  }
  return least;
}

test.for(Object.entries(RULES))(
  `%s takes less than ${MOST_PASSES} passes over a text, whatever stands in it`,
  ([, rule]) => {
    const slow = Object.entries(SHAPES)
      .map(([shape, text]) => ({ shape, passes: cost(rule, text) }))
      .filter(({ passes }) => passes >= MOST_PASSES);
    expect(slow).toEqual([]);
  },
);
