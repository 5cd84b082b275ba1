import type { Env } from "../../config/env.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { standingInWords } from "../../domain/hours/opening-in-words.ts";
import { found } from "./findings.ts";

/** Hours of one's own, as they are understood; those of Zendesk are looked at with Zendesk. */
export function examineHours({ businessHours: hours }: Env): Finding[] {
  if (hours.as !== "own") return [];
  return [found({ what: "Business hours", state: "ok", says: standingInWords(hours.schedule, new Date()) })];
}
