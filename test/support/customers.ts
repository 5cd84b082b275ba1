import { newId } from "../../lib/db/new-id.ts";
import type { Channel, Provider } from "../../lib/domain/providers.ts";
import { settled } from "./two-way.ts";
import type { World } from "./world.ts";

/** A customer with a phone of their own, who writes, presses and hears. Each act resolves when all that follows is done. */
export type Customer = {
  phone: string;
  provider: Provider;
  channel: Channel;
  /** @param quoted the provider's id of the message that is answered */
  writes(text: string, quoted?: string): Promise<void>;
  /** Presses a quick reply. */
  presses(payload: string, title: string, quoted?: string): Promise<void>;
  /** Picks a row of a list. */
  picks(id: string, title: string): Promise<void>;
  /** What reached the phone, oldest first. */
  heard(): string[];
};

/** A customer on each channel; `phone` in E.164. */
export const CUSTOMERS = {
  WhatsApp: (world: World, phone = "+14155550100") => onTwilio(world, phone, `whatsapp:${phone}`),
  SMS: (world: World, phone = "+14155550100") => onTwilio(world, phone, phone),
  "Meta's WhatsApp": onMeta,
};

function onTwilio(world: World, phone: string, From: string): Customer {
  const sends = async (fields: Record<string, string>) => {
    await world.twilio.receive({ From, ...fields });
    await settled(world);
  };
  const answering = (quoted?: string): Record<string, string> =>
    quoted === undefined ? {} : { OriginalRepliedMessageSid: quoted };
  return {
    phone,
    provider: "twilio",
    channel: From === phone ? "sms" : "whatsapp",
    writes: (Body, quoted) => sends({ Body, ...answering(quoted) }),
    presses: (ButtonPayload, ButtonText, quoted) =>
      sends({ Body: ButtonText, ButtonPayload, ButtonText, ...answering(quoted) }),
    picks: (ListId, ListTitle) => sends({ Body: ListTitle, ListId, ListTitle }),
    heard: () => world.twilio.sent.filter(({ to }) => to === From).map(({ body }) => body),
  };
}

function onMeta(world: World, phone = "+14155550100"): Customer {
  const wa_id = phone.slice(1);
  const sends = async (message: Record<string, unknown>, quoted?: string) => {
    const context = quoted === undefined ? {} : { context: { id: quoted } };
    await world.meta.receive({ ...message, ...context }, { contact: { wa_id } });
    await settled(world);
  };
  return {
    phone,
    provider: "meta",
    channel: "whatsapp",
    writes: (body, quoted) => sends({ text: { body } }, quoted),
    presses: (id, title, quoted) =>
      sends({ interactive: { type: "button_reply", button_reply: { id, title } } }, quoted),
    picks: (id, title) =>
      sends({ interactive: { type: "list_reply", list_reply: { id, title, description: "as listed" } } }),
    heard: () => world.meta.sent.filter(({ contact }) => contact.wa_id === wa_id).map(({ text }) => text),
  };
}

/** What customers wrote, as the contact log has it. */
export function written(world: World) {
  return world.database.rows<{ body: string; command: string | null; ticket_id: string | null }>(
    "select body, command, ticket_id from contact_logs where direction = 'inbound' order by id",
  );
}

/** What the contact wants on the channel where they are, and who said so. */
export async function consentOf(world: World, { phone, channel }: Pick<Customer, "phone" | "channel">) {
  const prefix = channel === "sms" ? "sms_" : "";
  const [contact] = await world.database.rows<{ out: boolean; reason: string | null }>(
    `select ${prefix}opted_out_at is not null as out, ${prefix}opt_out_reason as reason from contacts where phone = $1`,
    [phone],
  );
  return contact;
}

/** We reminded the contact of something, by the way on which they are. Returns the provider's id of the reminder. */
export async function remind(
  world: World,
  { phone, provider, channel }: Customer,
  body: string,
): Promise<string> {
  const messageId = `reminder-${newId()}`;
  await world.database.rows(
    `insert into contact_logs (id, contact_id, direction, provider, channel, kind, body, requires_ack, status, external_message_id)
     select $1, id, 'outbound', $5, $6, 'text', $2, true, 'delivered', $3 from contacts where phone = $4`,
    [newId(), body, messageId, phone, provider, channel],
  );
  return messageId;
}

/** The reminders that nobody acknowledged yet, oldest first. */
export async function unacknowledged(world: World): Promise<string[]> {
  const rows = await world.database.rows<{ body: string }>(
    "select body from contact_logs where requires_ack and acknowledged_at is null order by created_at, id",
  );
  return rows.map(({ body }) => body);
}

/** We asked the contact to approve something, on a ticket or on none. */
export async function ask(world: World, { phone }: Customer, reference: string, ticketId: number | null) {
  await world.database.rows(
    "insert into approvals (id, contact_id, reference, ticket_id) select $1, id, $2, $3 from contacts where phone = $4",
    [newId(), reference, ticketId, phone],
  );
}
