import type { Skipped } from "../db/bulk/batches.ts";
import type { BatchMessage } from "../db/bulk/insert-batch-messages.ts";
import { maySendTo } from "../domain/access/preview-numbers.ts";
import { parseBsuid, parseGivenPhone, parsePhone } from "../domain/address.ts";
import type { Template } from "../domain/message.ts";
import { templateVariable } from "../domain/template-variable.ts";
import type { Recipient } from "./parse-recipients.ts";
import type { SendRequest } from "./send-request.ts";

/** What a template says, where its provider tells. */
export type TemplateText = { text: string; variables: string[] } | null;

type Rules = {
  /** In previews: the only numbers that are ever sent to. */
  allowedNumbers: string[] | undefined;
  addressOf(person: { phone: string | null; bsuid: string | null }): string | null;
  templateOf: ((variables: Record<string, string>) => Template) | null;
  templateText: TemplateText;
};

/** Who can have a message, and where in the list they stand. What it says is written when it is stored: 100,000 texts are much. */
type Planned = Pick<BatchMessage, "position" | "phone" | "bsuid" | "address">;

export type Read = {
  /** How many can have a message, and in how many parts they are. */
  count: number;
  parts: number;
  /** The messages of a part, each with whom it is to in the caller's words. */
  part(n: number): (BatchMessage & { to: string })[];
  skipped: Skipped[];
};

/** Who can have a message, and why the others cannot; none spoils the rest. */
export function readRecipients(
  { recipients, variables, body = "" }: Pick<SendRequest, "recipients" | "variables" | "body">,
  rules: Rules,
): Read {
  const { templateOf, templateText } = rules;
  const saidBy = (one: Recipient) => {
    const { to, variables: own } = typeof one === "string" ? { to: one } : one;
    return { to, cleaned: cleanedVariables({ ...variables, ...own }, templateText) };
  };
  const skipped: Skipped[] = [];
  const planned: { start: number; people: Planned[] }[] = [];
  const plan = createPlanner(rules);
  let start = 0;
  for (let n = 0; n < recipients.parts; n += 1) {
    const people: Planned[] = [];
    const part = recipients.part(n);
    for (const [within, one] of part.entries()) {
      const { to, cleaned } = saidBy(one);
      const person = plan(to, cleaned);
      if ("reason" in person) skipped.push({ to, reason: person.reason });
      else people.push({ position: start + within, ...person });
    }
    planned.push({ start, people });
    start += part.length;
  }
  const messagesOf = (n: number) => {
    const { start: from, people } = planned[n] ?? { start: 0, people: [] };
    if (people.length === 0) return [];
    const part = recipients.part(n);
    return people.map((person) => {
      const { to, cleaned } = saidBy(part[person.position - from] ?? "");
      const template = templateOf?.(cleaned) ?? null;
      return { to, ...person, body: template ? filled(templateText, cleaned) : body, template };
    });
  };
  const count = planned.reduce((sum, { people }) => sum + people.length, 0);
  return { count, parts: planned.length, part: messagesOf, skipped };
}

/** Makes what says of one recipient after another who they are, or why they get nothing. */
function createPlanner(rules: Rules) {
  const seen = new Set<string>();
  return (to: string, cleaned: Record<string, string>): Omit<Planned, "position"> | { reason: string } => {
    const person = { phone: parsePhone(to), bsuid: parseBsuid(to) };
    const address = rules.addressOf({ ...person, phone: parseGivenPhone(to) });
    const key = person.phone ?? person.bsuid ?? "";
    if (!address) return { reason: "invalid number" };
    if (seen.has(key)) return { reason: "duplicate" };
    if (!maySendTo(rules.allowedNumbers, person)) return { reason: "preview" };
    const reason = missingVariable(rules, cleaned);
    if (reason) return { reason };
    seen.add(key);
    return { ...person, address };
  };
}

/** Without what Twilio and Meta refuse in a variable, and without variables that the template does not have. */
export function cleanedVariables(
  variables: Record<string, string>,
  template: TemplateText,
): Record<string, string> {
  const isKnown = ([name]: [string, string]) => !template || template.variables.includes(name);
  return Object.fromEntries(
    Object.entries(variables)
      .filter(isKnown)
      .map(([name, value]) => [name, templateVariable(value)]),
  );
}

function missingVariable(
  { templateOf, templateText }: Rules,
  variables: Record<string, string>,
): string | null {
  if (!templateOf) return null;
  const missing = missingVariables(templateText, variables);
  return missing.length > 0 ? `template variable missing: ${missing.join(", ")}` : null;
}

/** The names of what a template needs and these variables do not say. */
export function missingVariables(template: TemplateText, variables: Record<string, string>): string[] {
  return (template?.variables ?? Object.keys(variables)).filter((name) => !ownValue(variables, name));
}

/** The template's text with its variables; a placeholder stays where there is none. */
export function filled(template: TemplateText, variables: Record<string, string>): string {
  return (
    template?.text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name) => ownValue(variables, name) ?? whole) ?? ""
  );
}

/** Their names are other people's words, such as "constructor", which every object has. */
function ownValue(variables: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
