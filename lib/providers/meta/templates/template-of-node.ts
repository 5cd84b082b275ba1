import { placeholdersIn } from "../../../domain/templates/placeholders.ts";
import type { ToldTemplate } from "../../../domain/templates/told-template.ts";
import { type Fields, fields } from "../fields.ts";

/** Files and places that a header may be, as we write them. */
const FORMATS: Readonly<Record<string, string>> = {
  IMAGE: "[image]",
  VIDEO: "[video]",
  DOCUMENT: "[document]",
  LOCATION: "[location]",
};

/**
 * A message template of Meta's, its parameters by position or by name.
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-hsm
 */
export function templateOfNode(node: Fields): ToldTemplate {
  const components = elements(node.components);
  const of = (type: string) => components.find((one) => text(one.type).toUpperCase() === type) ?? {};
  const [head, body, foot] = [of("HEADER"), text(of("BODY").text), text(of("FOOTER").text)];
  const header = FORMATS[text(head.format).toUpperCase()] ?? text(head.text);
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

/** What stands on a button; and the address behind it, where a variable is part of that. */
function label({ text: words, url }: Fields): string {
  return placeholdersIn(text(url)).length > 0 ? `${text(words)} (${text(url)})` : text(words);
}

const elements = (list: unknown): Fields[] => (Array.isArray(list) ? list.map(fields) : []);

/** Ids come as numbers in webhooks, and as texts elsewhere. */
export function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
