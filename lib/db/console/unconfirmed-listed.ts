import { sql } from "drizzle-orm";
import type { Place } from "../../domain/cursor.ts";
import type { MessageKind } from "../../domain/message.ts";
import type { Provider } from "../../domain/providers.ts";
import type { Db } from "../client.ts";
import { isForgotten } from "../erasure/erased.ts";
import { limitTo } from "../limit-to.ts";
import { IS_UNCONFIRMED } from "../messages/unconfirmed-sends.ts";
import { momentExactly } from "../moment-exactly.ts";

/** A message of which nobody knows whether it was sent, and whom it was to; `at` is since when. */
export type UnconfirmedMessage = Place & {
  contactId: string;
  phone: string | null;
  bsuid: string | null;
  username: string | null;
  profileName: string | null;
  provider: Provider;
  kind: MessageKind;
  body: string;
  handedOverAt: Date;
};

/**
 * Messages of which nobody knows whether they were sent, the newest first: the first of them, or those that come after a place. They are
 * found by the reports that each was promised, which are few; no index of the log knows them.
 */
export function unconfirmedAfter(
  db: Db,
  { after, limit }: { after: Place | null; limit: number },
): Promise<UnconfirmedMessage[]> {
  return db.query<UnconfirmedMessage>(sql`
    select l.id, ${momentExactly("l.unsure_at")} as at, l.contact_id as "contactId", c.phone, c.bsuid, c.username,
      c.profile_name as "profileName", l.provider, l.kind, l.body, l.handed_over_at as "handedOverAt"
    from tasks t join contact_logs l on l.id = (t.payload->>'logId')::uuid join contacts c on c.id = l.contact_id
    where t.kind = 'report-unsure' and t.dedupe_key = l.id || ':' || ${momentExactly("l.unsure_at")}
      and ${IS_UNCONFIRMED} and not ${sql.raw(isForgotten("l"))}
      ${after ? sql`and (l.unsure_at, l.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by l.unsure_at desc, l.id desc ${limitTo(limit)}`);
}
