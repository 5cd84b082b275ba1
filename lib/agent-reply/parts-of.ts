import type { Part } from "../db/messages/agent-replies.ts";
import { plainText, whatsappText } from "../domain/comment-text/comment-text.ts";
import { textAsHtml } from "../domain/comment-text/text-as-html.ts";
import { mediaKindFor } from "../domain/outbound-media.ts";
import type { Channel } from "../domain/providers.ts";
import { splitText } from "../domain/split-text.ts";
import { storable } from "../domain/text.ts";
import type { MessageChannel } from "../providers/channel.ts";
import type { TicketComment } from "../zendesk/zendesk.ts";

/**
 * The messages that a comment becomes: its text in pieces that the channel takes, then each attachment, as media where
 * WhatsApp takes such a file, else as a link. What fits on the first file goes with it: one message less.
 */
export function partsOf(
  comment: TicketComment,
  {
    channel,
    textLimit,
    captionLimits,
  }: { channel: Channel } & Pick<MessageChannel, "textLimit" | "captionLimits">,
): Part[] {
  const html = comment.htmlBody ?? textAsHtml(comment.plainBody);
  const text = channel === "whatsapp" ? whatsappText(html) : plainText(html);
  const files = comment.attachments.map((file) => {
    const kind = channel === "whatsapp" ? mediaKindFor(file.contentType, file.size) : null;
    return { ...file, kind };
  });
  const links = files.filter(({ kind }) => kind === null).map(({ filename, url }) => `${filename}: ${url}`);
  const said = storable([text, ...links].filter(Boolean).join("\n\n"));
  const pieces = splitText(said, textLimit);
  const media = files.flatMap(({ kind, ...file }) => (kind ? [{ kind, ...file }] : []));
  const [first] = media;
  const last = pieces.at(-1);
  const caption = first && last && last.length <= captionLimits[first.kind] ? pieces.pop() : undefined;
  return [
    ...pieces.map((body): Part => ({ kind: "text", body, media: [] })),
    ...media.map(({ kind, url, contentType, filename }, n): Part => {
      const body = n === 0 ? (caption ?? "") : "";
      return { kind, body, media: [{ url, contentType, filename }] };
    }),
  ];
}
