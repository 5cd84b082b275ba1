import * as z from "zod/mini";
import { parseHours } from "../../domain/hours/parse-hours.ts";
import type { BusinessHours } from "../../domain/hours/schedule.ts";

const OFF: BusinessHours = { as: "off" };

/** When agents are there: by Zendesk's schedule, or by their own hours. What is wrong with those, the issue's message says. */
export const hours = {
  schema: () =>
    z.pipe(
      z.string(),
      z.transform((text: string, payload): BusinessHours => {
        if (/^off$/i.test(text)) return OFF;
        if (/^zendesk$/i.test(text)) return { as: "zendesk" };
        const parsed = parseHours(text);
        if ("schedule" in parsed) return { as: "own", schedule: parsed.schedule };
        payload.issues.push({
          code: "custom",
          input: text,
          params: { says: true },
          message: `in "${parsed.part}", ${parsed.why}`,
        });
        return OFF;
      }),
    ),
  unlessSet: OFF,
  mustBe: "zendesk, or hours such as Mo-Fr 09:00-17:00 Europe/Madrid",
};
