import { placeholdersIn } from "../../../domain/templates/placeholders.ts";
import type { ToldTemplate } from "../../../domain/templates/told-template.ts";
import { type Fields, fields } from "../fields.ts";

/** Headers that are no text, and what else stands where one would. Whoever sends it must fill it. */
const UNREAD: readonly string[] = [
  "IMAGE",
  "VIDEO",
  "DOCUMENT",
  "LOCATION",
  "PRODUCT",
  "CAROUSEL",
  "LIMITED_TIME_OFFER",
];
/** Buttons that take a value with each send, and what it is. */
const FILLED_BUTTONS: Readonly<Record<string, string>> = {
  COPY_CODE: "code",
  MPM: "products",
  SPM: "product",
};

/**
 * A message template of Meta's, its parameters by position or by name.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-hsm
 */
export function templateOfNode(node: Fields): ToldTemplate {
  const components = elements(node.components);
  const of = (type: string) => components.find((one) => text(one.type).toUpperCase() === type) ?? {};
  const [head, body, foot] = [of("HEADER"), text(of("BODY").text), text(of("FOOTER").text)];
  const kinds = [head.format, ...components.map(({ type }) => type)].map((kind) => text(kind).toUpperCase());
  const unread = kinds.find((kind) => UNREAD.includes(kind));
  const header = unread === undefined ? text(head.text) : `[${unread.toLowerCase()}]`;
  const buttons = elements(of("BUTTONS").buttons).map(label);
  const because = text(node.rejected_reason);
  return {
    externalId: text(node.id),
    name: text(node.name),
    language: text(node.language),
    category: text(node.category) || null,
    status: text(node.status).toLowerCase() || "unknown",
    quality: qualityOf(text(fields(node.quality_score).score)),
    rejectedBecause: because === "" || because === "NONE" ? null : because,
    header,
    body,
    footer: foot,
    buttons,
    variables: placeholdersIn(header, body, foot, ...buttons),
  };
}

/** GREEN, YELLOW or RED; null while Meta does not know. */
export function qualityOf(score: string): string | null {
  return score === "" || score === "UNKNOWN" ? null : score;
}

/** What stands on a button; and what is behind it, where that is filled with each send. */
function label({ type, text: words, url }: Fields): string {
  const kind = text(type).toUpperCase();
  if (Object.hasOwn(FILLED_BUTTONS, kind)) return `${text(words)} ({{${FILLED_BUTTONS[kind]}}})`;
  return placeholdersIn(text(url)).length > 0 ? `${text(words)} (${text(url)})` : text(words);
}

const elements = (list: unknown): Fields[] => (Array.isArray(list) ? list.map(fields) : []);

/** Ids come as numbers in webhooks, and as texts elsewhere. */
export function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
