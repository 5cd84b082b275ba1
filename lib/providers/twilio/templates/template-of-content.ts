import { placeholdersIn } from "../../../domain/templates/placeholders.ts";
import type { ToldTemplate } from "../../../domain/templates/told-template.ts";

type Fields = Record<string, unknown>;

/** A Content as Twilio's package gives it, with what WhatsApp says of it. */
export type Content = {
  sid: string;
  friendlyName: string;
  language: string;
  types: Fields;
  approvalRequests: Fields;
};

type Shown = Pick<ToldTemplate, "header" | "body" | "footer" | "buttons">;

/**
 * A Content as a template. Of several types it is the one that WhatsApp was asked to approve, or else the richest.
 * @see https://www.twilio.com/docs/content/content-types-overview
 */
export function templateOfContent(content: Content): ToldTemplate {
  const approval = fields(content.approvalRequests);
  const types = fields(content.types);
  const shown = shownAs(...typeOf(types, text(approval.content_type)));
  const { header, body, footer, buttons } = shown;
  return {
    externalId: content.sid,
    name: text(approval.name) || text(content.friendlyName) || content.sid,
    language: text(content.language),
    category: text(approval.category) || null,
    status: text(approval.status).toLowerCase() || "unsubmitted",
    quality: null,
    rejectedBecause: text(approval.rejection_reason) || null,
    ...shown,
    // Those of its other types too, and those that no words show: a send fills them all.
    variables: placeholdersIn(header, body, footer, ...buttons, JSON.stringify(types)),
  };
}

function typeOf(types: Fields, approved: string): [string, Fields] {
  const names = Object.keys(types);
  const rank = (name: string) => {
    if (name === approved) return 0;
    if (name.startsWith("whatsapp/")) return 1;
    return name === "twilio/text" ? 3 : 2;
  };
  const [name = ""] = names.sort((a, b) => rank(a) - rank(b));
  return [name, fields(types[name])];
}

/** What a customer reads of each type. */
function shownAs(type: string, content: Fields): Shown {
  const { body, media, actions } = content;
  const file = list(media)[0];
  const shown = { header: file ? `[file] ${text(file)}` : "", body: text(body), footer: "", buttons: [] };
  switch (type) {
    case "twilio/list-picker": {
      const items = list(content.items).map(fields);
      const lines = items.map(({ item, description }) =>
        [item, description].map(text).filter(Boolean).join(": "),
      );
      return { ...shown, buttons: [text(content.button), ...lines] };
    }
    case "twilio/card":
    case "twilio/catalog": {
      const [first, second] = [content.title, body].map(text).filter(Boolean);
      const words = [first, second].filter(Boolean).join("\n");
      return { ...shown, body: words, footer: text(content.subtitle), buttons: labels(actions) };
    }
    case "whatsapp/card": {
      const header = text(content.header_text) || shown.header;
      return { ...shown, header, footer: text(content.footer), buttons: labels(actions) };
    }
    case "whatsapp/authentication":
      return { ...shown, body: "{{1}} is your verification code.", buttons: labels(actions) };
    case "twilio/carousel": {
      const cards = list(content.cards).map(fields);
      const words = cards.map(({ title, body: more }) => [title, more].map(text).filter(Boolean).join(": "));
      const all = [text(body), ...words].filter(Boolean).join("\n");
      return {
        ...shown,
        body: all,
        buttons: cards.flatMap((card) => labels(card.actions)),
      };
    }
    case "twilio/location":
      return { ...shown, header: "[location]", body: text(content.label), footer: text(content.address) };
    default:
      return {
        ...shown,
        body: text(body) || text(content.title),
        buttons: [text(content.button_text), ...labels(actions)].filter(Boolean),
      };
  }
}

/** What stands on each button; and the address behind it, where a variable is part of that. */
function labels(actions: unknown): string[] {
  return list(actions)
    .map(fields)
    .map(({ title, copy_code_text: copy, url }) => {
      const label = text(title) || text(copy);
      return placeholdersIn(text(url)).length > 0 ? `${label} (${text(url)})` : label;
    });
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function fields(value: unknown): Fields {
  // Any object that is neither null nor a list can be read by name.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
