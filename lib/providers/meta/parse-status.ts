import * as z from "zod/mini";
import type { MessageStatus, Price, StatusUpdate } from "../../domain/message-status.ts";
import { cut, storable } from "../../domain/text.ts";
import { PayloadError } from "../../errors.ts";
import { errorWords, logIdIn } from "../told-status.ts";
import { checkedBy, fields } from "./fields.ts";
import { momentOf } from "./moment.ts";

/** Meta's words for statuses. A voice message that was played was read. */
const STATUSES = new Map<string, MessageStatus>([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["played", "read"],
  ["failed", "failed"],
]);

const required = z.object({ id: z.string().check(z.minLength(1), z.maxLength(512)), status: z.string() });
const problem = z.object({
  code: z.optional(z.union([z.number(), z.string()])),
  title: z.optional(z.string()),
  message: z.optional(z.string()),
  error_data: z.optional(z.object({ details: z.optional(z.string()) })),
});

/** Codes and categories are short words. */
const MAX_WORD = 64;

/**
 * One status of Meta's.
 * @throws {PayloadError} when it has no id, or a status that Meta has invented since
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components#statuses-object
 */
export function parseStatus(element: Record<string, unknown>): StatusUpdate {
  const { id, status: told } = checkedBy(required, element);
  const status = STATUSES.get(told);
  if (!status) throw new PayloadError("a status that nobody here knows");
  const error = problem.safeParse(Array.isArray(element.errors) ? element.errors[0] : undefined).data;
  return {
    provider: "meta",
    logId: logIdIn(element.biz_opaque_callback_data),
    messageId: storable(id),
    status,
    at: momentOf(element.timestamp) ?? "now",
    errorCode: error?.code === undefined ? null : word(String(error.code)),
    errorMessage: errorWords(error?.error_data?.details ?? error?.message ?? error?.title),
    price: priceOf(element.pricing),
  };
}

/**
 * What Meta says of a price. A part of another kind than Meta writes is nothing, and takes no other part with it.
 * @see https://developers.facebook.com/docs/whatsapp/pricing/updates-to-pricing
 */
function priceOf(pricing: unknown): Price {
  const { billable, category, pricing_model: model, type } = fields(pricing);
  return {
    isBillable: typeof billable === "boolean" ? billable : isBilled(type),
    category: word(category),
    model: word(model),
    type: word(type),
  };
}

/** Meta may leave out `billable`: then the type tells. A type that is new tells nothing. */
function isBilled(type: unknown): boolean | null {
  if (type === "regular") return true;
  return type === "free_customer_service" || type === "free_entry_point" ? false : null;
}

function word(given: unknown): string | null {
  return typeof given === "string" && given !== "" ? cut(storable(given), MAX_WORD) : null;
}
