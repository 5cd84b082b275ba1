import * as z from "zod/mini";
import { parseBsuid, parsePhone } from "../../domain/address.ts";
import type { Preference } from "../../domain/preference.ts";
import { providerMoment } from "../../domain/provider-moment.ts";

const wish = z.object({
  wa_id: z.optional(z.string()),
  user_id: z.optional(z.string()),
  value: z.enum(["stop", "resume"]),
  timestamp: z.optional(z.union([z.string(), z.number()])),
});

/** Whole seconds, for the next 250 years, or milliseconds or microseconds, which have been seen in their place. */
const MOMENT = /^(\d{10})(\d{3}){0,2}$/;

/**
 * The wishes in what came for Meta's field `user_preferences`; none in any other.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/user_preferences
 */
export function preferencesIn(field: string, payload: Record<string, unknown>): Preference[] {
  if (field !== "user_preferences" || !Array.isArray(payload.user_preferences)) return [];
  return payload.user_preferences.flatMap((element) => {
    const { data } = wish.safeParse(element);
    if (!data) return [];
    const moment = String(data.timestamp ?? "");
    const preference = {
      phone: parsePhone(data.wa_id ?? ""),
      waId: data.wa_id ?? null,
      bsuid: parseBsuid(data.user_id ?? ""),
      wants: data.value,
      saidAt: providerMoment(Number(MOMENT.exec(moment)?.[1]) * 1_000) && moment,
    };
    return preference.phone || preference.bsuid ? [preference] : [];
  });
}
