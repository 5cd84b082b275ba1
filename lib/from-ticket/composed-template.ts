import { type Plan, planOf } from "../bulk/plan-of.ts";
import { cleanedVariables, filled, missingVariables, type TemplateText } from "../bulk/recipients.ts";
import type { SendRequest } from "../bulk/send-request.ts";
import type { Template } from "../domain/message.ts";
import { LANGUAGES } from "../domain/replies/languages.ts";
import { fillVariables, type TicketFacts, titled } from "../domain/templates/fill-variables.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import { whyNotSendable } from "../domain/templates/why-not-sendable.ts";
import { isBlank, storable } from "../domain/text.ts";
import type { Problem } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { refused } from "./refused.ts";
import { type Whom, whomOf } from "./whom.ts";

/** A template as it would go to the customer of a ticket, by the way of our API. */
export type ComposedTemplate = Whom & {
  request: SendRequest;
  plan: Plan;
  /** As the customer reads it; a placeholder stays where nothing fills it. */
  text: string;
  variables: Record<string, string>;
  /** Everything that is wrong with the variables, by path. */
  problems: Problem[];
};

type Asked = { ticketId: string; template: KnownTemplate; variables: Record<string, string> };

/**
 * The template with the variables that are given and, where none is, what the ticket says. Its text is what its provider tells of it
 * now, else what it told last.
 * @throws {RefusedError} when it cannot be sent, or to nobody @throws {InvalidInputError} when its provider has it no more
 */
export async function composeTemplate(deps: Deps, asked: Asked): Promise<ComposedTemplate> {
  const { ticketId, template } = asked;
  const why = whyNotSendable(template);
  if (why) throw refused(why, { because: "conflict" });
  const whom = await whomOf(deps, ticketId);
  const described = await planOf(deps, requestFor(template, whom.to, {}));
  const plan = { ...described, templateText: described.templateText ?? textOf(template) };
  const names = plan.templateText.variables;
  const given = Object.fromEntries(
    Object.entries(asked.variables).map(([name, value]) => [name, storable(value)]),
  );
  const known = factsOf(deps, whom, template);
  const facts = { ...known, titles: await titlesFor(deps, { names, given, known }) };
  const variables = cleanedVariables(fillVariables(names, given, facts), plan.templateText);
  const problems = missingVariables(plan.templateText, variables).map((name) => ({
    path: `variables.${name}`,
    message: `Variable ${name} is empty`,
  }));
  const text = filled(plan.templateText, withoutEmpty(variables));
  return { ...whom, plan, request: requestFor(template, whom.to, variables), text, variables, problems };
}

function requestFor(template: KnownTemplate, to: string, variables: Record<string, string>): SendRequest {
  const { provider, externalId, name, language } = template;
  return {
    recipients: { parts: 1, part: () => [to] },
    variables,
    body: undefined,
    contentSid: provider === "twilio" ? externalId : undefined,
    template: provider === "meta" ? { name, language } : undefined,
    mediaUrl: undefined,
    channel: "whatsapp",
    provider,
    sendAt: null,
    requiresAck: false,
    approval: null,
    dryRun: false,
  };
}

function textOf({ header, body, footer, variables }: KnownTemplate): NonNullable<TemplateText> {
  return { text: [header, body, footer].filter((part) => !isBlank(part)).join("\n\n"), variables };
}

function factsOf(deps: Deps, { ticket, name, phone }: Whom, template: KnownTemplate): TicketFacts {
  const { id, subject, fields } = ticket;
  const { templateFields: mapped } = deps.env;
  const numbered = numbersOf(deps, template);
  return { ticketId: id, subject, name, number: phone, fields, mapped, numbered, titles: {} };
}

/** What the numbers stand for in the templates that Tickline fills by itself. */
function numbersOf({ channel }: Deps, template: KnownTemplate): Record<string, string> {
  const { confirmationTemplate, invitationTemplate } = channel(template.provider);
  const isIt = (own: Template | undefined) =>
    own !== undefined &&
    ("name" in own
      ? own.name === template.name && own.language === template.language
      : own.contentSid === template.externalId);
  if (LANGUAGES.some((language) => isIt(invitationTemplate(language, {})))) return { "1": "ticket_id" };
  const isConfirmation = LANGUAGES.some((language) => isIt(confirmationTemplate(language, {}, "any")));
  return isConfirmation ? { "1": "subject", "2": "ticket_id" } : {};
}

/** What the ticket's fields are called, where a variable may be called like one. */
async function titlesFor(
  deps: Deps,
  { names, given, known }: { names: string[]; given: Record<string, string>; known: TicketFacts },
): Promise<Record<string, string>> {
  const filledIn = fillVariables(names, given, known);
  const isAnyOpen = names.some((name) => filledIn[name] === "" && !Object.hasOwn(given, name));
  if (!isAnyOpen || Object.keys(known.fields).length === 0) return {};
  const fields = await deps.zendesk.listTicketFields();
  return Object.fromEntries(fields.map(({ id, title }) => [titled(title), id]));
}

/** An empty variable shows its placeholder. */
function withoutEmpty(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}
