import * as z from "zod/mini";
import type { IdentityChange } from "../db/join-contacts.ts";
import { parseBsuid, parsePhone } from "../domain/address.ts";
import type { InboundMessage } from "../domain/message.ts";

const userIdUpdate = z.object({ user_id: z.object({ previous: z.string(), current: z.string() }) });

/** Changes of numbers, which arrive as system messages, and of business-scoped user ids, which arrive as events of their own. */
export function identityChangesIn(
  messages: InboundMessage[],
  events: { field: string; dedupeKey: string; payload: Record<string, unknown> }[],
): IdentityChange[] {
  const numbers = messages.flatMap(({ messageId: toldBy, detail }): IdentityChange[] => {
    const [from, to] = [parsePhone(detail.changedNumberFrom ?? ""), parsePhone(detail.changedNumberTo ?? "")];
    return from && to ? [{ column: "phone", from, to, toldBy }] : [];
  });
  const ids = events
    .filter(({ field }) => field === "user_id_update")
    .flatMap(({ dedupeKey: toldBy, payload: { user_id_update: elements } }) =>
      Array.isArray(elements) ? elements.map((element: unknown) => ({ element, toldBy })) : [],
    )
    .flatMap(({ element, toldBy }): IdentityChange[] => {
      const { data } = userIdUpdate.safeParse(element);
      const [from, to] = [parseBsuid(data?.user_id.previous ?? ""), parseBsuid(data?.user_id.current ?? "")];
      return from && to ? [{ column: "bsuid", from, to, toldBy }] : [];
    });
  return [...numbers, ...ids];
}
