import { type SQL, sql } from "drizzle-orm";
import type { MessageInContext } from "./message-in-context.ts";
import { hasOneSender } from "./service-window.ts";

/** Where a message came: by whom it was carried, and to which line of ours. */
export type Place = Pick<MessageInContext, "provider" | "channel" | "sender">;

/** By which channel an approval is decided: those of earlier versions, of which nobody knows where they were asked, on WhatsApp. */
export const DECIDED_BY = sql.raw("coalesce(a.channel, 'whatsapp')");

/**
 * Whether approval `a` was asked where this message came, and so may be decided by it: an SMS, whose sender anybody can forge,
 * decides nothing that WhatsApp asked. A Messaging Service answers from numbers that we do not know, and Meta has one number for
 * us, which it writes in several ways: there the line is not compared.
 */
export function isAskedHere({ provider, channel, sender }: Place): SQL {
  return sql`(${DECIDED_BY} = ${channel} and (a.provider is null or a.provider = ${provider}
    and (${sql.raw(hasOneSender("a.provider"))} or a.sender is null or a.sender like 'MG%' or ${line(sql`a.sender`)} = ${line(sql`${sender}::text`)})))`;
}

/** Whether reminder `l` was sent by the way on which this message came, which alone acknowledges it. */
export function isRemindedHere({ provider, channel }: Place): SQL {
  return sql`(l.provider = ${provider} and l.channel = ${channel})`;
}

/** A number of ours without its channel and punctuation. */
function line(sender: SQL): SQL {
  return sql`regexp_replace(${sender}, '\\D', '', 'g')`;
}
