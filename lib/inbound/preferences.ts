import * as z from "zod/mini";
import { parseBsuid, parsePhone } from "../domain/address.ts";

/** A contact's wish about messages that nobody asked for. */
export type Preference = { phone: string | null; bsuid: string | null; wants: "stop" | "resume" };

const wish = z.object({
  wa_id: z.optional(z.string()),
  user_id: z.optional(z.string()),
  value: z.enum(["stop", "resume"]),
});

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
      const preference = {
        phone: parsePhone(data.wa_id ?? ""),
        bsuid: parseBsuid(data.user_id ?? ""),
        wants: data.value,
      };
      return preference.phone || preference.bsuid ? [preference] : [];
    });
}
