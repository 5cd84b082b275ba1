import type { Env } from "../../config/env.ts";
import type { Db } from "../../db/client.ts";
import { secondsSince } from "../../db/stats/last-seen.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { found } from "./findings.ts";

const DAY_SECONDS = 86_400;

/** Whether Zendesk's survey was there when customers were to get its link. */
export async function examineRatings({ ratings }: Env, db: Db): Promise<Finding[]> {
  if (ratings.as !== "zendesk") return [];
  const seconds = await secondsSince(db, "zendesk/survey-off");
  if (seconds === null || seconds > DAY_SECONDS) return [];
  return [
    found({
      what: "Zendesk's survey",
      state: "warning",
      says: "It was switched off within the last day when a customer was to get its link: nobody was asked.",
      expected: "a survey that is on",
      actual: "off (HTTP 409)",
      cure: "Switch it on in Admin Center, Objects and rules, Customer satisfaction, and see that RATINGS_SURVEY_ID is its id; or set RATINGS=chat.",
    }),
  ];
}
