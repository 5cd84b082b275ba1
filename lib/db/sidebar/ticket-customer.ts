import { sql } from "drizzle-orm";
import type { Channel, Provider } from "../../domain/providers.ts";
import type { LanguageSource } from "../../domain/replies/languages.ts";
import type { Db } from "../client.ts";
import { OPTED_OUT, type OptedOut } from "../contacts/consent.ts";
import { isErasedContact } from "../erasure/erased.ts";
import { ORIGIN } from "../messages/agent-replies.ts";
import type { LoggedMessage } from "../messages/history.ts";
import { invitationKey } from "../messages/invitations.ts";
import { windowClosesAt } from "../messages/service-window.ts";

/** The customer of a ticket that stands in our books, and what waits on it. */
export type TicketCustomer = {
  contactId: string;
  phone: string | null;
  bsuid: string | null;
  name: string | null;
  /** What something told, and what that was. */
  language: string | null;
  languageSource: LanguageSource | null;
  optedOut: OptedOut;
  isBlocked: boolean;
  /** They wrote to us, by whatever channel. */
  hasWritten: boolean;
  /** By which way their last message came, and so by which they are answered; null where none did. */
  provider: Provider | null;
  channel: Channel | null;
  windowClosesAt: Date | null;
  now: Date;
  /** Files of theirs that are not on the ticket; `isLost` for one that nobody tries to bring any more. */
  files: { filename: string | null; isLost: boolean }[];
  /** Why nothing is sent to their provider for now, as its error said it; null while things are. */
  resting: string | null;
  /** What asked them today to write again, as they have not since; null where nothing did. */
  invitation: Pick<LoggedMessage, "provider" | "status" | "errorCode" | "errorMessage"> | null;
};

/** Longer than it is tried to bring a file to its ticket (lib/tickets/attach-late.ts), so that one which is lost is told of as well. */
const LATE_FOR = sql.raw("interval '7 days'");

const LATE_FILES = sql`
  select coalesce(jsonb_agg(jsonb_build_object('filename', l.media -> n.index ->> 'filename', 'isLost', k.dead_at is not null)
    order by l.created_at, n.index), '[]')
  from contact_logs l, generate_series(0, jsonb_array_length(l.media) - 1) as n(index), tasks k
  where l.contact_id = t.contact_id and l.created_at > now() - ${LATE_FOR} and l.ticket_id = t.id
    and l.direction = 'inbound' and l.media <> '[]'
    and k.kind = 'attach-late' and k.dedupe_key = l.id || ':' || n.index and k.done_at is null`;

const RESTING = sql`
  select p.reason from upstream_pauses p
  where p.upstream = o.provider and (p.paused_until > now() or p.away_since is not null)`;

const LAST_WRITTEN = sql`(
  select i.id::text from contact_logs i where i.contact_id = c.id and i.direction = 'inbound' order by i.created_at desc limit 1)`;
const INVITATION = sql`
  select jsonb_build_object('provider', m.provider, 'status', m.status, 'errorCode', m.error_code, 'errorMessage', m.error_message)
  from tasks k left join contact_logs m on m.id = (k.payload->>'logId')::uuid where k.kind = 'deliver-message' and k.dedupe_key = ${invitationKey(sql`c.id`, LAST_WRITTEN)}`;

/** Whose ticket it is by our books, and what waits; undefined for one that stands in none, or whose customer was erased. */
export async function customerOfTicket(db: Db, ticketId: string): Promise<TicketCustomer | undefined> {
  const [found] = await db.query<TicketCustomer>(sql`
    select c.id as "contactId", c.phone, c.bsuid, c.language, c.language_source as "languageSource",
      coalesce(nullif(c.profile_name, ''), '@' || nullif(c.username, '')) as name,
      ${OPTED_OUT} as "optedOut", c.blocked_at is not null as "isBlocked", c.last_inbound_at is not null as "hasWritten",
      o.provider, o.channel, ${windowClosesAt("o")} as "windowClosesAt", now(), (${LATE_FILES}) as files, (${RESTING}) as resting,
      (${INVITATION}) as invitation
    from tickets t join contacts c on c.id = t.contact_id left join lateral (${ORIGIN}) o on true
    where t.id = ${ticketId} and not ${isErasedContact("c")}`);
  return found;
}
