import { sql } from "drizzle-orm";
import type { MessageDetail, MessageKind, Template } from "../../domain/message.ts";
import type { MessageStatus } from "../../domain/message-status.ts";
import { isErasedContact } from "../erasure/erased.ts";
import { serviceWindowClosesAt } from "../messages/service-window.ts";
import { templateTextOf } from "../messages/template-text.ts";
import { OPTED_OUT, type OptedOut } from "./consent.ts";

/** A contact as a line of a list. */
export type ContactRow = {
  id: string;
  phone: string | null;
  bsuid: string | null;
  username: string | null;
  profileName: string | null;
  isErased: boolean;
  serviceWindowClosesAt: Date | null;
  optedOut: OptedOut;
  blockedAt: Date | null;
  /** The message that the list goes by; null for whom no message was ever exchanged with. */
  latest: LatestMessage | null;
};

type LatestMessage = {
  direction: "inbound" | "outbound";
  kind: MessageKind;
  /** Its beginning. */
  body: string;
  /** Of a template whose text stands in no row, as far as it is known. */
  templateText: string | null;
  template: Template | null;
  detail: Pick<MessageDetail, "location">;
  status: MessageStatus;
  isHeld: boolean;
  /** As PostgreSQL writes it in JSON. */
  at: string;
};

/** What a line of a list says of contact `c`. */
export const CONTACT_COLUMNS = sql`
  c.id, c.phone, case when c.bsuid !~ '^(erased|joined):' then c.bsuid end as bsuid, c.username,
  c.profile_name as "profileName", ${isErasedContact("c")} as "isErased",
  ${serviceWindowClosesAt("c")} as "serviceWindowClosesAt", ${OPTED_OUT} as "optedOut", c.blocked_at as "blockedAt"`;

/** What it says of that contact's message `l`, enough of the text for a line. */
export const LATEST_MESSAGE = sql.raw(`
  jsonb_build_object('direction', l.direction, 'kind', l.kind, 'body', left(l.body, 300),
    'template', l.template, 'templateText', ${templateTextOf("l")},
    'detail', jsonb_strip_nulls(jsonb_build_object('location', l.detail->'location')),
    'status', l.status, 'isHeld', l.held_at is not null, 'at', l.created_at)`);
