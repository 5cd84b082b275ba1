import * as z from "zod/mini";
import { parseBsuid, parsePhone } from "../domain/address.ts";
import type { InboundMessage } from "../domain/message.ts";

/** Somebody is known by something else from now on. */
export type IdentityChange = { column: "phone" | "bsuid"; from: string; to: string };

const userIdUpdate = z.object({ user_id: z.object({ previous: z.string(), current: z.string() }) });

/** Changes of numbers, which arrive as system messages, and of business-scoped user ids, which arrive as events of their own. */
export function identityChangesIn(
  messages: InboundMessage[],
  events: { field: string; payload: Record<string, unknown> }[],
): IdentityChange[] {
  const numbers = messages.flatMap(({ detail }): IdentityChange[] => {
    const [from, to] = [parsePhone(detail.changedNumberFrom ?? ""), parsePhone(detail.changedNumberTo ?? "")];
    return from && to ? [{ column: "phone", from, to }] : [];
  });
  const ids = events
    .filter(({ field }) => field === "user_id_update")
    .flatMap(({ payload }) => (Array.isArray(payload.user_id_update) ? payload.user_id_update : []))
    .flatMap((element): IdentityChange[] => {
      const { data } = userIdUpdate.safeParse(element);
      const [from, to] = [parseBsuid(data?.user_id.previous ?? ""), parseBsuid(data?.user_id.current ?? "")];
      return from && to ? [{ column: "bsuid", from, to }] : [];
    });
  return [...numbers, ...ids];
}
