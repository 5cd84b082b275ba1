import { type Answer, first, type UpstreamCall } from "../upstreams/call.ts";
import {
  page,
  type ZendeskAttachment,
  type ZendeskComment,
  type ZendeskTicket,
  zendeskTime,
} from "./resources.ts";
import type { ZendeskUsers } from "./users.ts";

type NewComment = {
  id: number;
  authorId: number;
  text: string;
  /** Made from the text unless given. */
  html?: string | undefined;
  isPublic: boolean;
  attachments: ZendeskAttachment[];
  channel: "api" | "web";
};

/** A comment as Zendesk keeps it, in its three forms. */
export function newComment({ text, html = toHtml(text), ...given }: NewComment): ZendeskComment {
  return {
    id: given.id,
    type: "Comment",
    author_id: given.authorId,
    body: text,
    html_body: `<div class="zd-comment" dir="auto">${html}${given.attachments.map(inlineImage).join("")}</div>`,
    plain_body: text,
    public: given.isPublic,
    attachments: given.attachments,
    via: { channel: given.channel, source: { from: {}, to: {}, rel: null } },
    created_at: zendeskTime(),
  };
}

/** Answers `GET /api/v2/tickets/{id}/comments`: oldest first unless asked otherwise, with the authors when asked for. */
export function listComments(ticket: ZendeskTicket, users: ZendeskUsers, { query }: UpstreamCall): Answer {
  const newestFirst = first(query, "sort_order") === "desc" || first(query, "sort")?.startsWith("-");
  const ordered = newestFirst ? ticket.comments.toReversed() : ticket.comments;
  const inlineToo = first(query, "include_inline_images") === "true";
  const answer = page(
    "comments",
    ordered.map((comment) => ({
      ...comment,
      attachments: comment.attachments.filter(({ inline }) => inlineToo || !inline),
    })),
    query,
  );
  if (!first(query, "include")?.split(",").includes("users")) return answer;
  // What `page` answers is an object that holds the comments it was given, or some of them.
  const body = answer.body as { comments: ZendeskComment[] };
  const authors = new Set(body.comments.map(({ author_id }) => author_id));
  return { ...answer, body: { ...body, users: users.list.filter(({ id }) => authors.has(id)) } };
}

/** The words of a comment that was written as HTML. */
export function toText(html: string): string {
  return html
    .replace(/<br\s*\/?>\n?/g, "\n")
    .replace(/<\/(p|div|li|h\d)>\n?/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}

function inlineImage({ inline, content_url, file_name }: ZendeskAttachment): string {
  return inline ? `<img src="${escapeHtml(content_url)}" alt="${escapeHtml(file_name)}">` : "";
}

function toHtml(text: string): string {
  return escapeHtml(text)
    .split(/\n{2,}/)
    .map((paragraph) => `<p dir="auto">${paragraph.replaceAll("\n", "<br>\n")}</p>`)
    .join("");
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
