import type { Location, Media, MessageDetail, MessageKind } from "../message.ts";
import { firstLine, isBlank, shorten } from "../text.ts";
import { moment } from "./moment.ts";

/** What a ticket is made of. */
export type TicketMessage = {
  kind: MessageKind;
  body: string;
  media: Media[];
  detail: MessageDetail;
  /** The message that this one answers, reacts to, edits or deletes, where we have it. */
  quoted?: { kind: MessageKind; body: string } | null;
  /** When it was written, where it reached us only by a recovery. */
  recoveredFrom?: Date | null;
};

const KIND_NAMES: Record<MessageKind, string> = {
  text: "Message",
  image: "Photo",
  video: "Video",
  audio: "Voice message",
  document: "Document",
  sticker: "Sticker",
  location: "Location",
  contacts: "Contact card",
  button: "Button",
  interactive: "Choice",
  template: "Template",
  order: "Order",
  reaction: "Reaction",
  edit: "Edited message",
  revoke: "Deleted message",
  system: "Notice by WhatsApp",
  request_welcome: "Opened the chat",
  unsupported: "Message of a type that WhatsApp does not pass on",
  unknown: "Message of an unknown type",
};

/** The message in one line: its first line of text without a colon at its end, else what it is ("Photo", "Location"). */
export function summary(message: TicketMessage): string {
  const label = message.detail.location?.label ?? "";
  return withoutColon(firstLine(message.body)) || firstLine(label) || KIND_NAMES[message.kind];
}

function withoutColon(line: string): string {
  return line.endsWith(":") ? line.slice(0, -1).trimEnd() : line;
}

/** The message as notes name it: its first words in quotes, or what it is where it has none. */
export function mention({ kind, body }: Pick<TicketMessage, "kind" | "body">): string {
  const words = summary({ kind, body, media: [], detail: {} });
  return isBlank(body) ? words : `"${shorten(words, 100)}"`;
}

/** The ticket's subject: the assistant's, else the summary, at most 150 characters, as Zendesk takes it. */
export function subject(message: TicketMessage & { turn?: { subject: string } | null }): string {
  return shorten(firstLine(message.turn?.subject ?? "") || summary(message), 150);
}

/**
 * The message as an agent reads it.
 * @param remarks one line for each attachment that could not be brought along
 */
export function commentText(message: TicketMessage, remarks: string[]): string {
  const { detail } = message;
  const saysNothing = isBlank(message.body);
  const about = aboutAnother(message);
  if (about) return [about, ...remarks.map((remark) => `[${remark}]`)].join("\n");
  const lines = [
    detail.forwarded && "(forwarded)",
    message.quoted && `> ${shorten(summary({ detail: {}, media: [], ...message.quoted }), 100)}`,
    saysNothing ? message.media.length > 0 && `(${mediaNames(message)})` : message.body,
    saysNothing && message.media.length === 0 && !detail.location && `(${KIND_NAMES[message.kind]})`,
    detail.location && locationText(detail.location),
    detail.referral && referralText(detail.referral),
    ...remarks.map((remark) => `[${remark}]`),
    message.recoveredFrom && `[Written on ${moment(message.recoveredFrom)}. It reached Tickline late.]`,
  ];
  return lines.filter(Boolean).join("\n");
}

/** What somebody did to a message: reacted, edited, deleted. */
function aboutAnother({ kind, body, quoted }: TicketMessage): string | null {
  const what = quoted
    ? `"${shorten(summary({ detail: {}, media: [], ...quoted }), 100)}"`
    : "an earlier message";
  if (kind === "reaction") return body ? `Reacted ${body} to ${what}` : `Took back the reaction to ${what}`;
  if (kind === "edit") return `Edited ${what}, which now says:\n${isBlank(body) ? "(no text)" : body}`;
  if (kind === "revoke") return `Deleted ${what}`;
  return null;
}

function mediaNames({ media, kind }: TicketMessage): string {
  return media.length === 1 ? KIND_NAMES[kind] : `${KIND_NAMES[kind]}, ${media.length} attachments`;
}

function locationText({ latitude, longitude, label, address }: Location): string {
  const map = `https://www.google.com/maps?q=${encodeURIComponent(`${latitude},${longitude}`)}`;
  return ["Location:", label, address, `${latitude}, ${longitude}`, map].filter(Boolean).join("\n");
}

function referralText(referral: Record<string, string>): string {
  return `Came from an ad: ${[referral.headline, referral.body, referral.sourceUrl].filter(Boolean).join(" - ")}`;
}
