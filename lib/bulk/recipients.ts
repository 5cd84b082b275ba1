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

type Person = Pick<BatchMessage, "phone" | "bsuid" | "address">;

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
  // Only where they stand: who they are is read again when their message is written, since 100,000 people are much.
  const places: number[][] = [];
  const reasonAgainst = createJudge(rules);
  let start = 0;
  const starts: number[] = [];
  for (let n = 0; n < recipients.parts; n += 1) {
    const part = recipients.part(n);
    const mine: number[] = [];
    for (const [place, one] of part.entries()) {
      const { to, cleaned } = saidBy(one);
      const reason = reasonAgainst(to, cleaned);
      if (reason) skipped.push({ to, reason });
      else mine.push(place);
    }
    places.push(mine);
    starts.push(start);
    start += part.length;
  }
  const messagesOf = (n: number) => {
    const part = recipients.part(n);
    return (places[n] ?? []).flatMap((place) => {
      const { to, cleaned } = saidBy(part[place] ?? "");
      const person = personIn(to, rules);
      const template = templateOf?.(cleaned) ?? null;
      const said = { body: template ? filled(templateText, cleaned) : body, template };
      return person ? [{ to, position: (starts[n] ?? 0) + place, ...person, ...said }] : [];
    });
  };
  const count = places.reduce((sum, mine) => sum + mine.length, 0);
  return { count, parts: places.length, part: messagesOf, skipped };
}

/** Null where it is neither a number nor an id. */
function personIn(to: string, { addressOf }: Rules): Person | null {
  const person = { phone: parsePhone(to), bsuid: parseBsuid(to) };
  const address = addressOf({ ...person, phone: parseGivenPhone(to) });
  return address ? { ...person, address } : null;
}

/** Makes what says of one recipient after another why they get nothing; null where they get a message. */
function createJudge(rules: Rules) {
  const seen = new Set<string>();
  return (to: string, cleaned: Record<string, string>): string | null => {
    const person = personIn(to, rules);
    if (!person) return "invalid number";
    const key = person.phone ?? person.bsuid ?? "";
    if (seen.has(key)) return "duplicate";
    if (!maySendTo(rules.allowedNumbers, person)) return "preview";
    const reason = missingVariable(rules, cleaned);
    if (!reason) seen.add(key);
    return reason;
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
