import { html } from "hono/html";
import { describe } from "../../../contacts/describe-message.ts";
import type { TimelineMessage } from "../../../db/messages/timeline.ts";
import { RATING } from "../../../domain/ratings/scores.ts";
import { saidText } from "../../../domain/templates/said-text.ts";
import { isBlank } from "../../../domain/text.ts";
import { commentText, mention, summary } from "../../../domain/wording/ticket-text.ts";
import type { Html } from "../../page.ts";
import { badge } from "../badge.ts";
import { sendAgainButton } from "../send-again.ts";
import { bubbleFiles } from "./bubble-files.ts";
import { bubbleMeta } from "./bubble-meta.ts";
import { handOverInWords } from "./bubble-turn.ts";

/** A message as a phone shows it: theirs on the left, ours on the right. */
export function bubble(message: TimelineMessage): Html {
  const { id, direction, detail } = message;
  const { reason, nextStep } = describe(message);
  const { unconfirmedSince } = message;
  const handOver = handOverInWords(message);
  return html`<li id="m-${id}" class="bubble ${direction === "inbound" ? "theirs" : "mine"}">
    ${message.command ? badge("quiet", obeyedAs(message)) : ""}
    ${handOver ? badge("quiet", handOver) : ""}
    ${detail.forwarded ? html`<p class="quiet small">Forwarded</p>` : ""}
    ${isAboutAnother(message) ? "" : quote(message)}
    ${bubbleFiles(message)}
    ${said(message)}
    ${place(message)}
    ${advert(message)}
    ${choices(message)}
    ${detail.removedAt ? html`<p class="quiet small">Removed from the conversation</p>` : ""}
    ${reason ? html`<p class="trouble"><strong>${reason}</strong> ${nextStep}</p>` : ""}
    ${unconfirmedSince && !message.purged ? sendAgainButton({ ...message, unconfirmedSince }) : ""}
    ${bubbleMeta(message)}
  </li>`;
}

/** Which command a message was; what answers how the help was is marked like one. */
function obeyedAs({ command, saysWhatWentWrong }: TimelineMessage): string {
  if (command !== RATING) return `Command ${command?.toUpperCase()}`;
  return saysWhatWentWrong ? "What went wrong" : "Rating";
}

/** A reaction, an edit, a deletion: what was done, and to what. */
function isAboutAnother({ kind }: TimelineMessage): boolean {
  return kind === "reaction" || kind === "edit" || kind === "revoke";
}

function quote({ quoted }: TimelineMessage): Html | "" {
  return quoted ? html`<a class="quote" dir="auto" href="#m-${quoted.id}">${mention(quoted)}</a>` : "";
}

/** CSS keeps the breaks between lines: nothing but the text stands in this element. */
function said(message: TimelineMessage): Html | "" {
  const { kind, media, detail, template, quoted, purged } = message;
  const body = saidText(message);
  if (isAboutAnother(message) && !purged)
    return html`<p class="said" dir="auto">${commentText({ kind, body, media, detail: {}, quoted }, [])}</p>`;
  if (template && isBlank(body) && !purged)
    return html`<p class="quiet">A template, whose text its provider keeps.</p>`;
  if (!isBlank(body)) return html`<p class="said" dir="auto">${body}</p>`;
  if (media.length > 0 || detail.location) return "";
  if (detail.erasedAt) return html`<p class="quiet">Erased</p>`;
  return html`<p class="quiet">${purged ? "Text forgotten for its age" : summary(message)}</p>`;
}

function place({ detail: { location } }: TimelineMessage): Html | "" {
  if (!location) return "";
  const { latitude, longitude, label, address } = location;
  const query = new URLSearchParams({ api: "1", query: `${latitude},${longitude}` });
  return html`<p>${label ? html`<strong dir="auto">${label}</strong><br>` : ""}${address ? html`<bdi>${address}</bdi><br>` : ""}
    <a href="https://www.google.com/maps/search/?${query.toString()}" rel="noreferrer">Map: ${latitude}, ${longitude}</a></p>`;
}

function advert({ detail: { referral } }: TimelineMessage): Html | "" {
  if (!referral) return "";
  const words = [referral.headline, referral.body, referral.sourceUrl].filter(Boolean).join(" · ");
  return html`<p class="quiet small">Came from an ad: <bdi>${words}</bdi></p>`;
}

function choices({ choices }: TimelineMessage): Html | "" {
  if (!choices) return "";
  if ("buttons" in choices)
    return html`<ul class="plain choices" aria-label="Buttons">${choices.buttons.map(({ title }) => html`<li dir="auto">${title}</li>`)}</ul>`;
  return html`<p class="choices-button" dir="auto">${choices.button}</p>
    <ul class="plain choices" aria-label="Rows of the list">${choices.rows.map(
      ({ title, description }) =>
        html`<li dir="auto">${title}${description ? html` <span class="quiet small">${description}</span>` : ""}</li>`,
    )}</ul>`;
}
