import { sql } from "drizzle-orm";
import { type OptOutReason, TAKEN_BACK_IN_WHATSAPP } from "../../domain/opt-outs.ts";
import type { Preference } from "../../domain/preference.ts";
import type { Db } from "../client.ts";
import { setOptOut, wroteStartSince } from "./consent.ts";

const BY_PREFERENCE: OptOutReason = "user_preferences";
const TAKEN_BACK = sql.raw(TAKEN_BACK_IN_WHATSAPP.map((reason) => `'${reason}'`).join(", "));

/**
 * Records who does, and who does again, want messages on WhatsApp that they did not ask for, whatever comes late or again: a wish gives way
 * to a later one on record, and to a later START. Strangers' wishes are not kept.
 */
export async function recordPreferences(db: Db, preferences: Preference[]): Promise<void> {
  await db.query(sql`
    with input as (
      select i.*, to_timestamp(left(i."saidAt", 10)::bigint) as said_at
      from jsonb_to_recordset(${JSON.stringify(preferences)}::jsonb) as i(phone text, "waId" text, bsuid text, wants text, "saidAt" text)
    )
    update contacts c set ${setOptOut("'whatsapp'", (was) => ({
      at: sql`case when i.wants = 'stop' then greatest(${was.at}, least(i.said_at, now())) end`,
      reason: sql`case when i.wants = 'stop' then coalesce(${was.reason}, ${BY_PREFERENCE}) end`,
    }))}
    from input i where (c.phone = i.phone or c.bsuid = i.bsuid)
      and (i.wants = 'stop' or c.opt_out_reason in (${TAKEN_BACK})
        and c.opted_out_at <= least(i.said_at + interval '1 second', now()))
      and not exists (
        select 1 from account_events e, jsonb_path_query(e.payload, '$.user_preferences[*]') later
        where e.field = 'user_preferences' and e.created_at > i.said_at - interval '1 hour'
          and (later->>'wa_id' = i."waId" or later->>'user_id' = i.bsuid)
          and later->>'timestamp' > i."saidAt" collate "C")
      and not (i.wants = 'stop' and ${wroteStartSince(sql`c.id`, sql`'whatsapp'`, sql`i.said_at + interval '1 second'`)})`);
}
