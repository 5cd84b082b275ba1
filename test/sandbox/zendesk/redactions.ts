import { type Answer, asObject, type UpstreamCall } from "../upstreams/call.ts";
import { toText } from "./comments.ts";
import { RECORD_NOT_FOUND, recordInvalid, type ZendeskComment, type ZendeskTicket } from "./resources.ts";
import type { ZendeskUploads } from "./uploads.ts";

/** Answers `PUT /api/v2/comment_redactions/{id}`, of closed tickets as well. */
export function createRedactions(tickets: ZendeskTicket[], uploads: ZendeskUploads) {
  return {
    answer({ method, body }: UpstreamCall, rest: string): Answer {
      const { ticket_id, html_body, external_attachment_urls } = asObject(body);
      const ticket = tickets.find(({ id }) => id === Number(ticket_id));
      const comment = ticket?.comments.find(({ id }) => rest === `/${id}`);
      if (!comment || method !== "PUT") return RECORD_NOT_FOUND;
      if (typeof html_body === "string" && unmarked(html_body) !== comment.html_body)
        return recordInvalid("html_body", "does not match the comment");
      if (typeof html_body === "string") redactText(comment, html_body);
      if (comment === ticket?.comments[0]) ticket.description = comment.body;
      const urls = Array.isArray(external_attachment_urls) ? external_attachment_urls : [];
      for (const file of comment.attachments.filter(({ content_url }) => urls.includes(content_url))) {
        uploads.remove(file.content_url);
        Object.assign(file, { file_name: "redacted.txt", content_type: "text/plain", size: 0 });
      }
      return { status: 200, body: { comment } };
    },
  };
}

function unmarked(html: string): string {
  return html.replace(/<\/?redact>/g, "").replace(/ redact>/g, ">");
}

function redactText(comment: ZendeskComment, html: string): void {
  const blackened = html
    .replace(/<redact>(.*?)<\/redact>/gs, (_, text: string) => "▇".repeat(Math.min(text.length, 20)))
    .replace(/<(a|img)\b[^>]* redact>/g, "");
  const text = toText(blackened);
  Object.assign(comment, { html_body: blackened, body: text, plain_body: text });
}
