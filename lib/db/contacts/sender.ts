import type { Cells } from "../statement-over.ts";

type Of = Cells<"phone" | "bsuid" | "username" | "profile_name" | "sent_at" | "via">;

/**
 * A message that came while Meta's agent answers says since when, one that came to us ends it. Whatever was written before what we know
 * already says nothing: it comes late.
 */
const HELD = `case
  when excluded.last_inbound_at < c.last_inbound_at then c.held_by_agent_since
  when excluded.held_by_agent_since is not null then coalesce(c.held_by_agent_since, excluded.held_by_agent_since)
end`;

/** What a message tells of its sender, whichever way they are known. */
export const TELLS = {
  columns: "username, profile_name, last_inbound_at, held_by_agent_since",
  values(of: Of): string {
    const wroteAt = `coalesce(${of("sent_at")}, now())`;
    const heldSince = `case when ${of("via")} = 'standby' then ${wroteAt} end`;
    return `${of("username")}, ${of("profile_name")}, ${wroteAt}, ${heldSince}`;
  },
  set: `
        username = coalesce(excluded.username, c.username),
        profile_name = coalesce(excluded.profile_name, c.profile_name),
        last_inbound_at = greatest(c.last_inbound_at, excluded.last_inbound_at),
        held_by_agent_since = ${HELD}`,
};

export const BY_PHONE = `on conflict (phone) do update set bsuid = coalesce(excluded.bsuid, c.bsuid), ${TELLS.set}`;
export const BY_BSUID = `on conflict (bsuid) do update set ${TELLS.set}`;

/** The user id, unless it is somebody else's. */
export const freeBsuid = (bsuid: string, phone: string) =>
  `case when not exists (select 1 from contacts o where o.bsuid = ${bsuid} and o.phone is distinct from ${phone}) then ${bsuid} end`;

/** Whether number and user id belong to two contacts. */
export function isSplit(of: Of): string {
  // One after the other: no index answers both at once, and of everybody without a number each would be looked at.
  return `(${of("phone")} is not null and ${of("bsuid")} is not null and (
        (select o.id from contacts o where o.bsuid = ${of("bsuid")} and o.phone is null) is not null
        or (select o.id from contacts o where o.phone is null and o.bsuid = (
          select 'joined:' || k.id from contacts k where k.phone = ${of("phone")})) is not null))`;
}
