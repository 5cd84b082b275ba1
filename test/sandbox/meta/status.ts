import type { Course } from "../upstreams/courses.ts";
import { webhookError } from "./graph-error.ts";
import type { MetaContact, MetaMessage, Payload } from "./message.ts";
import { toSeconds } from "./message.ts";

/** A status of a message of ours, as an element of `value.statuses`; members of `extra` win, undefined ones are left out. */
export function statusElement(message: MetaMessage, status: string, extra: Payload = {}): Payload {
  const { id, contact, payload, type } = message;
  const category = type === "template" ? "utility" : "service";
  return {
    id,
    status,
    timestamp: toSeconds(new Date()),
    recipient_id: contact.wa_id,
    recipient_user_id: contact.user_id,
    biz_opaque_callback_data: payload.biz_opaque_callback_data,
    ...(status === "failed"
      ? { errors: [webhookError(message.failsWith ?? 131026)] }
      : {
          conversation: { id: conversationOf(contact), origin: { type: category } },
          pricing: { billable: true, pricing_model: "PMP", category, type: "regular" },
        }),
    ...extra,
  };
}

/** What becomes of an accepted message; `tell` is told of each step. */
export function courseOf(message: MetaMessage, tell: (status: string) => Promise<unknown>): Course {
  return {
    id: message.id,
    statuses: message.failsWith ? ["failed"] : ["sent", "delivered"],
    settle(status) {
      message.status = status;
    },
    tell,
  };
}

function conversationOf({ wa_id, user_id }: MetaContact): string {
  return Buffer.from(wa_id ?? user_id ?? "")
    .toString("hex")
    .padEnd(32, "0")
    .slice(0, 32);
}
