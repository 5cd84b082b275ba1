import type { Media, MessageKind, Template } from "../../domain/message.ts";
import type { Channel, Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { type Unwelcome, unwelcomeFor } from "../contacts/consent.ts";
import { isWindowOpen } from "../messages/service-window.ts";
import { newId } from "../new-id.ts";
import type { Statement } from "../statement-over.ts";
import { type FromTicket, IN_BOOKS_OF_TICKET, TICKET_COLUMNS, ticketCells } from "./ticket-templates.ts";

/** One recipient's message. */
export type BatchMessage = {
  position: number;
  phone: string | null;
  bsuid: string | null;
  /** As the provider wants it, for whom has not written from there yet. */
  address: string;
  body: string;
  template: Template | null;
};

/** What all messages of a batch have in common. */
export type BatchShape = {
  batchId: string;
  provider: Provider;
  channel: Channel;
  sender: string;
  kind: MessageKind;
  media: Media[];
  requiresAck: boolean;
  ticketId: string | null;
  /** The decision that each contact is asked for. */
  approvalReference: string | null;
  dueAt: Date | null;
  /** Of a template that is sent from a ticket: what stands in our books with it. */
  fromTicket?: FromTicket | undefined;
};

/** Why a recipient gets nothing, found in the database. */
export type Refusal = Unwelcome | "window closed and no template";

/**
 * Stores a part of a batch's messages with their contacts, in one statement, and says for each recipient who may not be
 * written to why. The same ones stored before change nothing, and are answered alike.
 * @param isDryRun only asks
 */
export function insertBatchMessages(
  db: Db,
  shape: BatchShape,
  messages: BatchMessage[],
  { isDryRun }: { isDryRun: boolean },
): Promise<Map<number, Refusal>> {
  if (messages.length === 0) return Promise.resolve(new Map());
  const text = isDryRun ? ASK : shape.fromTicket ? INSERT_FROM_TICKET : INSERT;
  // Waited for by no function that holds the messages meanwhile.
  return db
    .query<{ position: number; reason: Refusal }>(statementOf(text, shape, messages))
    .then((refused) => new Map(refused.map(({ position, reason }) => [position, reason])));
}

/** What each message has of its own, with PostgreSQL's types. */
const OWN = {
  position: "int",
  log_id: "uuid",
  contact_id: "uuid",
  approval_id: "uuid",
  phone: "text",
  bsuid: "text",
  address: "text",
  body: "text",
  template: "jsonb",
};

/** What all messages of a batch have in common goes once. */
const SHARED = {
  batch_id: "uuid",
  provider: "text",
  channel: "text",
  sender: "text",
  kind: "text",
  media: "jsonb",
  requires_ack: "bool",
  ticket_id: "text",
  reference: "text",
  due_at: "timestamptz",
};

const sharedBy = (shape: BatchShape): Record<keyof typeof SHARED, unknown> => ({
  batch_id: shape.batchId,
  provider: shape.provider,
  channel: shape.channel,
  sender: shape.sender,
  kind: shape.kind,
  media: JSON.stringify(shape.media),
  requires_ack: shape.requiresAck,
  ticket_id: shape.ticketId,
  reference: shape.approvalReference,
  due_at: shape.dueAt?.toISOString() ?? null,
});

/** The messages, each with what they have in common. They come as one text: an array a column is ten times the garbage to write. */
function inputWith(shared: Record<string, string>): string {
  const own = Object.entries(OWN).map(([name, type]) => `${name} ${type}`);
  const cells = Object.entries(shared).map(([name, type], n) => `$${n + 2}::${type} as ${name}`);
  return `select * from json_to_recordset($1) own(${own.join(", ")}), (select ${cells.join(", ")}) shared`;
}

function statementOf(text: string, shape: BatchShape, messages: BatchMessage[]): Statement {
  const { fromTicket, approvalReference } = shape;
  const own = messages.map(
    ({ position, phone, bsuid, address, body, template }): Record<keyof typeof OWN, unknown> => ({
      position,
      log_id: newId(),
      contact_id: newId(),
      approval_id: approvalReference === null ? null : newId(),
      phone,
      bsuid,
      address,
      body,
      template,
    }),
  );
  const shared = {
    ...sharedBy(shape),
    ...(text === INSERT_FROM_TICKET && fromTicket && ticketCells(fromTicket)),
  };
  return { text, values: [JSON.stringify(own), ...Object.values(shared)], planned: "each time" };
}

const JUDGED = (input: string) => `
  input as (${input}), judged as (
    select r.*, coalesce(p.id, b.id) as known_id,
      coalesce(${unwelcomeFor("p", "r.channel")}, ${unwelcomeFor("b", "r.channel")},
        case when r.channel = 'whatsapp' and r.template is null and not ${isWindowOpen("r", "coalesce(p.id, b.id)")}
          then 'window closed and no template' end) as reason
    from input r left join contacts p on p.phone = r.phone left join contacts b on b.bsuid = r.bsuid
  )`;

/** As last received from this number, which others of its person do not end like: where WhatsApp spells it in two ways, only one works. */
const ADDRESS = `coalesce((
      select l.contact_address from contact_logs l
      where l.contact_id = person_id and l.direction = 'inbound' and l.provider = person.provider and l.channel = person.channel
        and right(l.contact_address, 8) = right(coalesce(person.phone, person.bsuid), 8)
      order by l.created_at desc limit 1), address)`;

const REFUSED = "select position, reason from judged where reason is not null";

const ASK = `with ${JUDGED(inputWith(SHARED))} ${REFUSED}`;

/** Another column of a contact that is made, or of a message, with its value. */
type More = { column: string; value: string };

const columns = (more: More[]) => more.map(({ column }) => `, ${column}`).join("");
const values = (more: More[]) => more.map(({ value }) => `, ${value}`).join("");
const ifNew = (more: More[]) =>
  more.map(({ column }) => `, ${column} = coalesce(contacts.${column}, excluded.${column})`).join("");

/** @param and what else there is of the contacts and messages, and what else the statement does with what stands in `log` */
const inserted = (input: string, and: { contact: More[]; message: More[]; members: string }) => `
  with ${JUDGED(input)}, by_phone as (
    insert into contacts (id, phone${columns(and.contact)})
    select contact_id, phone${values(and.contact)} from judged where reason is null and known_id is null and phone is not null order by phone
    on conflict (phone) do update set phone = excluded.phone${ifNew(and.contact)}
    returning id, phone as key
  ), by_bsuid as (
    insert into contacts (id, bsuid${columns(and.contact)})
    select contact_id, bsuid${values(and.contact)} from judged where reason is null and known_id is null and phone is null order by bsuid
    on conflict (bsuid) do update set bsuid = excluded.bsuid${ifNew(and.contact)}
    returning id, bsuid as key
  ), made as (
    select * from by_phone union all select * from by_bsuid
  ), person as (
    select j.*, coalesce(j.known_id, m.id) as person_id
    from judged j left join made m on m.key = coalesce(j.phone, j.bsuid) where j.reason is null
  ), log as (
    insert into contact_logs
      (id, contact_id, direction, provider, channel, sender, contact_address, batch_id, position, kind, body, media, template,
       requires_ack, ticket_id, due_at, attempts, status${columns(and.message)})
    select log_id, person_id, 'outbound', provider, channel, sender, ${ADDRESS}, batch_id, position, kind, body, media, template,
      requires_ack, ticket_id, coalesce(due_at, now()), 0, 'accepted'${values(and.message)}
    from person order by position
    on conflict (batch_id, position) where batch_id is not null and retry_of is null and fallback_of is null do nothing
    returning id, contact_id, ticket_id
  ), approval as (
    insert into approvals (id, contact_id, reference, ticket_id, provider, channel, sender)
    select approval_id, person_id, reference, ticket_id, provider, channel, sender from person where reference is not null
    on conflict do nothing
  )${and.members}
  ${REFUSED}`;

const INSERT = inserted(inputWith(SHARED), { contact: [], message: [], members: "" });

const INSERT_FROM_TICKET = inserted(inputWith({ ...SHARED, ...TICKET_COLUMNS }), {
  contact: [
    { column: "zendesk_user_id", value: "begins->>'requesterId'" },
    { column: "profile_name", value: "begins->>'name'" },
  ],
  message: [
    { column: "sent_by", value: "sent_by" },
    {
      column: "detail",
      value: "jsonb_strip_nulls(jsonb_build_object('commentsBefore', begins->'commentsBefore'))",
    },
  ],
  members: IN_BOOKS_OF_TICKET,
});
