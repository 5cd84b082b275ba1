import { parseBsuid, parsePhone } from "../../domain/address.ts";
import type { IdentityChange } from "../../domain/identity-change.ts";
import type { InboundMessage } from "../../domain/message.ts";

/**
 * The changes of numbers and of business-scoped user ids that a system message tells of. Whoever changes number has another user id as
 * well, and may have shown no number before.
 */
export function identityChangesIn({ messageId: toldBy, detail }: InboundMessage): IdentityChange[] {
  const [oldPhone, phone] = [
    parsePhone(detail.changedNumberFrom ?? ""),
    parsePhone(detail.changedNumberTo ?? ""),
  ];
  const [oldId, id] = [parseBsuid(detail.changedUserIdFrom ?? ""), parseBsuid(detail.changedUserIdTo ?? "")];
  return [
    ...(phone && oldPhone
      ? [{ column: "phone", by: "phone", from: oldPhone, to: phone, toldBy } as const]
      : []),
    ...(phone && oldId ? [{ column: "phone", by: "bsuid", from: oldId, to: phone, toldBy } as const] : []),
    ...(id && oldId ? [{ column: "bsuid", by: "bsuid", from: oldId, to: id, toldBy } as const] : []),
  ];
}
