import type { Skipped } from "../db/bulk/batches.ts";
import type { BatchMessage } from "../db/bulk/insert-batch-messages.ts";
import { maySendTo } from "../domain/access/preview-numbers.ts";
import { parseBsuid, parseGivenPhone, parsePhone } from "../domain/address.ts";
import type { Template } from "../domain/message.ts";
import { templateVariable } from "../domain/template-variable.ts";
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

/** The message of each recipient who can have one, and why the others cannot; none spoils the rest. */
export function readRecipients(
  { recipients, body }: Pick<SendRequest, "recipients" | "body">,
  rules: Rules,
): { messages: (BatchMessage & { to: string })[]; skipped: Skipped[] } {
  const messages: (BatchMessage & { to: string })[] = [];
  const skipped: Skipped[] = [];
  const seen = new Set<string>();
  for (const [position, { to, variables }] of recipients.entries()) {
    const person = { phone: parsePhone(to), bsuid: parseBsuid(to) };
    const address = rules.addressOf({ ...person, phone: parseGivenPhone(to) });
    const key = person.phone ?? person.bsuid ?? "";
    const cleaned = cleanedVariables(variables, rules.templateText);
    const reason = !address
      ? "invalid number"
      : seen.has(key)
        ? "duplicate"
        : !maySendTo(rules.allowedNumbers, person)
          ? "preview"
          : missingVariable(rules, cleaned);
    if (reason || !address) {
      skipped.push({ to, reason: reason ?? "invalid number" });
      continue;
    }
    seen.add(key);
    const template = rules.templateOf?.(cleaned) ?? null;
    const text = template ? filled(rules.templateText, cleaned) : (body ?? "");
    messages.push({ to, position, ...person, address, body: text, template });
  }
  return { messages, skipped };
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
