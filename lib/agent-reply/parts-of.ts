import type { Part } from "../db/messages/agent-replies.ts";
import { plainText, whatsappText } from "../domain/comment-text/comment-text.ts";
import { textAsHtml } from "../domain/comment-text/text-as-html.ts";
import { mediaKindFor } from "../domain/outbound-media.ts";
import type { Channel } from "../domain/providers.ts";
import { splitText } from "../domain/split-text.ts";
import { storable } from "../domain/text.ts";
import type { TicketComment } from "../zendesk/zendesk.ts";

/**
 * The messages that a comment becomes: its text in pieces that the channel takes, then each attachment, as media where
 * WhatsApp takes such a file, else as a link.
 */
export function partsOf(
  comment: TicketComment,
  { channel, textLimit }: { channel: Channel; textLimit: number },
): Part[] {
  const html = comment.htmlBody ?? textAsHtml(comment.plainBody);
  const text = channel === "whatsapp" ? whatsappText(html) : plainText(html);
  const files = comment.attachments.map((file) => {
    const kind = channel === "whatsapp" ? mediaKindFor(file.contentType, file.size) : null;
    return { ...file, kind };
  });
  const links = files.filter(({ kind }) => kind === null).map(({ filename, url }) => `${filename}: ${url}`);
  const said = storable([text, ...links].filter(Boolean).join("\n\n"));
  return [
    ...splitText(said, textLimit).map((body): Part => ({ kind: "text", body, media: [] })),
    ...files.flatMap(({ kind, url, contentType, filename }): Part[] =>
      kind ? [{ kind, body: "", media: [{ url, contentType, filename }] }] : [],
    ),
  ];
}
