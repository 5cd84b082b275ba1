import { html } from "hono/html";
import type { TimelineMessage } from "../../../db/messages/timeline.ts";
import type { Media } from "../../../domain/message.ts";
import { mention } from "../../../domain/wording/ticket-text.ts";
import type { Html } from "../../page.ts";
import { inlineKind } from "../inline-type.ts";

/** A message's files: those that came to us, and those of conversations, shown by way of ours; what we sent, linked to. */
export function bubbleFiles(message: TimelineMessage): Html | "" {
  const { id, direction, conversationSid, media } = message;
  if (media.length === 0) return "";
  const isKept = direction === "inbound" || conversationSid !== null;
  return html`<div class="files">${media.map((file, index) =>
    isKept ? kept(message, file, `/console/media/${id}/${index}`) : linked(file),
  )}</div>`;
}

/** Loaded when it is looked at, or played: a page of forty photos should not fetch them all. */
function kept({ kind }: TimelineMessage, { contentType, filename }: Media, address: string): Html {
  const what = filename ?? mention({ kind, body: "" });
  switch (inlineKind(contentType)) {
    case "image":
      return html`<a href="${address}"><img src="${address}" alt="${what}" loading="lazy"></a>`;
    case "audio":
      return html`<audio src="${address}" controls preload="none" aria-label="${what}"></audio>`;
    case "video":
      return html`<video src="${address}" controls preload="none" aria-label="${what}"></video>`;
    default:
      return html`<a class="file" href="${address}">${what}</a>`;
  }
}

function linked({ url, filename, contentType }: Media): Html {
  const address = URL.parse(url);
  const name = filename || lastPart(address) || contentType || "File";
  const isOpenable = address?.protocol === "https:" || address?.protocol === "http:";
  if (!isOpenable) return html`<span class="file">${name}</span>`;
  return html`<a class="file" href="${address.href}" rel="noreferrer">${name}</a>`;
}

/** Zendesk's addresses name the file in `name`, others at their end. */
function lastPart(address: URL | null): string {
  if (!address) return "";
  return address.searchParams.get("name") ?? address.pathname.split("/").at(-1) ?? "";
}
