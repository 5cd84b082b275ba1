import { type Plan, planOf } from "../bulk/plan-of.ts";
import { cleanedVariables, filled, missingVariables, type TemplateText } from "../bulk/recipients.ts";
import type { SendRequest } from "../bulk/send-request.ts";
import { fillVariables, titled } from "../domain/templates/fill-variables.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import { whyNotSendable } from "../domain/templates/why-not-sendable.ts";
import { isBlank, storable } from "../domain/text.ts";
import { type Problem, RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
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
  if (why) throw new RefusedError(why, { because: "conflict" });
  const whom = await whomOf(deps, ticketId);
  const described = await planOf(deps, requestFor(template, whom.to, {}));
  const plan = { ...described, templateText: described.templateText ?? textOf(template) };
  const names = plan.templateText.variables;
  const given = Object.fromEntries(
    Object.entries(asked.variables).map(([name, value]) => [name, storable(value)]),
  );
  const facts = { ...factsOf(deps, whom), titles: await titlesFor(deps, { names, given, whom }) };
  const variables = cleanedVariables(fillVariables(names, given, facts), plan.templateText);
  const problems = missingVariables(plan.templateText, variables).map((name) => ({
    path: `variables.${name}`,
    message: "is missing: the template needs it",
  }));
  const text = filled(plan.templateText, withoutEmpty(variables));
  return { ...whom, plan, request: requestFor(template, whom.to, variables), text, variables, problems };
}

function requestFor(template: KnownTemplate, to: string, variables: Record<string, string>): SendRequest {
  const { provider, externalId, name, language } = template;
  return {
    recipients: [{ to, variables }],
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

function factsOf({ env }: Deps, { ticket, name, phone }: Whom) {
  const { id, subject, fields } = ticket;
  return { ticketId: id, subject, name, number: phone, fields, mapped: env.templateFields, titles: {} };
}

/** What the ticket's fields are called, where a variable may be called like one. */
async function titlesFor(
  deps: Deps,
  { names, given, whom }: { names: string[]; given: Record<string, string>; whom: Whom },
): Promise<Record<string, string>> {
  const known = fillVariables(names, given, factsOf(deps, whom));
  const isAnyOpen = names.some((name) => known[name] === "" && given[name] === undefined);
  if (!isAnyOpen || Object.keys(whom.ticket.fields).length === 0) return {};
  const fields = await deps.zendesk.listTicketFields();
  return Object.fromEntries(fields.map(({ id, title }) => [titled(title), id]));
}

/** An empty variable shows its placeholder. */
function withoutEmpty(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}
