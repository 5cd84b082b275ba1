import * as z from "zod/mini";
import type { Preference } from "../db/contacts.ts";
import { parseBsuid, parsePhone } from "../domain/address.ts";
import { toldMoment } from "../domain/told-moment.ts";

const wish = z.object({
  wa_id: z.optional(z.string()),
  user_id: z.optional(z.string()),
  value: z.enum(["stop", "resume"]),
  timestamp: z.optional(z.union([z.string(), z.number()])),
});

/** Whole seconds, for the next 250 years, or milliseconds or microseconds, which have been seen in their place. */
const MOMENT = /^(\d{10})(\d{3}){0,2}$/;

/**
 * The wishes in Meta's `user_preferences` events.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/user_preferences
 */
export function preferencesIn(events: { field: string; payload: Record<string, unknown> }[]): Preference[] {
  return events
    .filter(({ field }) => field === "user_preferences")
    .flatMap(({ payload }) => (Array.isArray(payload.user_preferences) ? payload.user_preferences : []))
    .flatMap((element) => {
      const { data } = wish.safeParse(element);
      if (!data) return [];
      const moment = String(data.timestamp ?? "");
      const preference = {
        phone: parsePhone(data.wa_id ?? ""),
        waId: data.wa_id ?? null,
        bsuid: parseBsuid(data.user_id ?? ""),
        wants: data.value,
        saidAt: toldMoment(Number(MOMENT.exec(moment)?.[1]) * 1_000) && moment,
      };
      return preference.phone || preference.bsuid ? [preference] : [];
    });
}
