import type { Location, Media, MessageDetail, MessageKind } from "./message.ts";
import { firstLine, shorten } from "./text.ts";

/** What a ticket is made of. */
export type TicketMessage = { kind: MessageKind; body: string; media: Media[]; detail: MessageDetail };

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
  unknown: "Message",
};

/** The message in one line: its first line of text, else what it is ("Photo", "Location"). */
export function summary(message: TicketMessage): string {
  return firstLine(message.body) || message.detail.location?.label || KIND_NAMES[message.kind];
}

/** The ticket's subject: the summary, at most 150 characters, as Zendesk takes it. */
export function subject(message: TicketMessage): string {
  return shorten(summary(message), 150);
}

/**
 * The message as an agent reads it.
 * @param remarks one line for each attachment that could not be brought along
 */
export function commentText(message: TicketMessage, remarks: string[]): string {
  const { detail } = message;
  const isBlank = message.body.trim() === "";
  const lines = [
    detail.forwarded && "(forwarded)",
    isBlank ? message.media.length > 0 && `(${mediaNames(message)})` : message.body,
    isBlank && message.media.length === 0 && !detail.location && `(${KIND_NAMES[message.kind]})`,
    detail.location && locationText(detail.location),
    detail.referral && referralText(detail.referral),
    ...remarks.map((remark) => `[${remark}]`),
  ];
  return lines.filter(Boolean).join("\n");
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
