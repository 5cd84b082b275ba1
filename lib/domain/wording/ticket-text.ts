import type { Location, Media, MessageDetail, MessageKind } from "../message.ts";
import type { NoteCatalogue } from "../notes/catalogue.ts";
import { en } from "../notes/en.ts";
import { countIn, sayIn } from "../notes/say.ts";
import type { Language } from "../replies/languages.ts";
import { firstLine, isBlank, shorten } from "../text.ts";
import { momentIn } from "./moment.ts";
import { summaryIn } from "./summary.ts";

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

/** A customer's message as agents read it: their own words as they stand, and what stands around them in a language. */
export function ticketTextOf(catalogue: NoteCatalogue, language: Language) {
  const { kinds, sentences } = catalogue;
  const say = sayIn(catalogue, language);
  const count = countIn(catalogue, language);
  const moment = momentIn(language);
  const summary = summaryIn(kinds);

  /** The message as notes name it: its first words in quotes, or what it is where it has none. */
  function mention({ kind, body }: Pick<TicketMessage, "kind" | "body">): string {
    const words = summary({ kind, body, detail: {} });
    return isBlank(body) ? words : `"${shorten(words, 100)}"`;
  }

  /** The ticket's subject: the assistant's, else the summary, at most 150 characters, as Zendesk takes it. */
  function subject(message: TicketMessage & { turn?: { subject: string } | null }): string {
    return shorten(firstLine(message.turn?.subject ?? "") || summary(message), 150);
  }

  /**
   * The message as an agent reads it.
   * @param remarks one line for each attachment that could not be brought along
   */
  function commentText(message: TicketMessage, remarks: string[]): string {
    const { detail } = message;
    const saysNothing = isBlank(message.body);
    const about = aboutAnother(message);
    if (about) return [about, ...remarks.map((remark) => `[${remark}]`)].join("\n");
    const lines = [
      detail.forwarded && sentences.forwarded,
      message.quoted && `> ${quoteOf(message.quoted)}`,
      saysNothing ? message.media.length > 0 && `(${mediaNames(message)})` : message.body,
      saysNothing && message.media.length === 0 && !detail.location && `(${kinds[message.kind]})`,
      detail.location && locationText(detail.location),
      detail.referral && referralText(detail.referral),
      ...remarks.map((remark) => `[${remark}]`),
      message.recoveredFrom && say("cameLate", { when: moment(message.recoveredFrom) }),
    ];
    return lines.filter(Boolean).join("\n");
  }

  /** What somebody did to a message: reacted, edited, deleted. */
  function aboutAnother({ kind, body, quoted }: TicketMessage): string | null {
    const what = quoted ? `"${quoteOf(quoted)}"` : sentences.earlierMessage;
    if (kind === "reaction") return body ? say("reacted", { emoji: body, what }) : say("tookBack", { what });
    if (kind === "edit") return `${say("edited", { what })}\n${isBlank(body) ? sentences.noText : body}`;
    return kind === "revoke" ? say("deleted", { what }) : null;
  }

  function quoteOf(quoted: NonNullable<TicketMessage["quoted"]>): string {
    return shorten(summary({ detail: {}, ...quoted }), 100);
  }

  function mediaNames({ media, kind }: TicketMessage): string {
    return media.length === 1 ? kinds[kind] : `${kinds[kind]}, ${count("attachments", media.length)}`;
  }

  function locationText({ latitude, longitude, label, address }: Location): string {
    const map = `https://www.google.com/maps?q=${encodeURIComponent(`${latitude},${longitude}`)}`;
    return [sentences.location, label, address, `${latitude}, ${longitude}`, map].filter(Boolean).join("\n");
  }

  function referralText(referral: Record<string, string>): string {
    const ad = [referral.headline, referral.body, referral.sourceUrl].filter(Boolean).join(" - ");
    return say("referral", { ad });
  }

  return { summary, mention, subject, commentText };
}

/** In English, for the console, the sidebar and logs; tickets have them by `deps.notes`. */
export const { summary, mention, commentText } = ticketTextOf(en, "en");
