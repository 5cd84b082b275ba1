import { randomInt, randomUUID } from "node:crypto";
import type { Actor } from "../../lib/domain/access/actor.ts";
import type { Provider } from "../../lib/domain/providers.ts";
import type { KnownTemplate } from "../../lib/domain/templates/known-template.ts";
import type { World } from "./world.ts";

const BODY = "Hello {{name}}, your order {{ticket_id}} is ready.";

/** What a test may say otherwise of a template. */
type Given = Partial<Omit<KnownTemplate, "id" | "provider" | "syncedAt">>;

/** A template that its provider has, and our books know. */
export async function knowTemplate(
  world: World,
  provider: Provider,
  given: Given = {},
): Promise<KnownTemplate> {
  const body = given.body ?? BODY;
  const template: KnownTemplate = {
    id: randomUUID(),
    provider,
    externalId: provider === "twilio" ? `HX${randomUUID().replaceAll("-", "")}` : String(randomInt(1e12)),
    name: "order_ready",
    language: "en",
    category: "UTILITY",
    status: "approved",
    quality: null,
    rejectedBecause: null,
    header: "",
    footer: "",
    buttons: [],
    variables: [...body.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name),
    syncedAt: new Date(),
    goneAt: null,
    ...given,
    body,
  };
  if (provider === "twilio")
    world.twilio.contents.push({ sid: template.externalId, types: { "twilio/text": { body } } });
  const { id, externalId, name, language, category, status, header, footer } = template;
  await world.database.rows(
    `insert into templates (id, provider, external_id, name, language, category, status, header, body, footer, variables)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb)`,
    [
      id,
      provider,
      externalId,
      name,
      language,
      category,
      status,
      header,
      body,
      footer,
      JSON.stringify(template.variables),
    ],
  );
  return template;
}

/** Dana, by the sidebar. */
export function dana(world: World): Actor {
  const [agent] = world.zendesk.agents;
  return { by: "sidebar", id: String(agent?.id), name: agent?.name ?? "" };
}

/** Dana makes a ticket in the web form for somebody with this number, who never wrote. */
export async function ticketFor(world: World, phone: string | null, given: Record<string, unknown> = {}) {
  const { id } = await world.deps.zendesk.upsertEndUser({
    name: "Ana Lima",
    phone,
    externalId: `crm-${phone}`,
  });
  return world.zendesk.makeInWebForm({
    subject: "Your order",
    comment: { body: "Called about the order" },
    requester_id: Number(id),
    ...given,
  });
}

/** What the customer with this number was sent, oldest first: a template's variables, or a text. */
export function sentTo(world: World, provider: Provider, phone: string): unknown[] {
  if (provider === "meta") {
    const mine = world.meta.sent.filter(({ contact }) => `+${contact.wa_id}` === phone);
    return mine.map(({ payload, text }) => text || payload.template);
  }
  const mine = world.twilio.sent.filter(({ to }) => to === `whatsapp:${phone}`);
  return mine.map(({ body, form }) => body || form.ContentVariables);
}
