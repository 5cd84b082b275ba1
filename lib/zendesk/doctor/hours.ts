import type { Env } from "../../config/env.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { standingInWords } from "../../domain/hours/opening-in-words.ts";
import type { UpstreamFetch } from "../../http/upstream.ts";
import { createCall, type Settings } from "../call.ts";
import { schedules } from "../schedules.ts";
import type { ShownSchedule } from "../zendesk.ts";
import { found } from "./findings.ts";

export const HOURS = "Business hours";
const MAKE = "In Admin Center, Objects and rules, Business rules, Schedules";

/** Whether Zendesk is to tell when agents are there. */
export const wantsHours = ({ businessHours }: Env) => businessHours.as === "zendesk";

/** The schedule by which agents are there, or why there is none. */
export async function examineHours(
  settings: Settings,
  { zendeskScheduleId: id }: Env,
  fetchUpstream: UpstreamFetch,
): Promise<Finding> {
  const shown = await schedules(createCall(settings, fetchUpstream)).showSchedule(id ?? null);
  if (typeof shown === "string") return unknownHours(shown, id);
  const says = `Zendesk's schedule "${shown.name}". ${standingInWords(shown.schedule, new Date())}`;
  return found({ what: HOURS, state: "ok", says });
}

function unknownHours(why: Extract<ShownSchedule, string>, id: string | undefined): Finding {
  const { says, cure } = WHY[why](id);
  return found({
    what: HOURS,
    state: "warning",
    says: `${says} Nothing is said of hours.`,
    cure: `${cure}, or set BUSINESS_HOURS to hours of your own.`,
  });
}

const WHY: Record<
  Extract<ShownSchedule, string>,
  (id: string | undefined) => { says: string; cure: string }
> = {
  "no-schedule": (id) =>
    id
      ? {
          says: "Zendesk has no schedule with the id in ZENDESK_SCHEDULE_ID.",
          cure: "Set it to the id in the schedule's address in Admin Center, or remove it for the first schedule",
        }
      : {
          says: "Zendesk has no schedule, or a plan without them.",
          cure: `${MAKE}: make one`,
        },
  "no-hours": () => ({
    says: "Zendesk's schedule has no hours: nobody is ever there.",
    cure: `${MAKE}: give it hours`,
  }),
  "unknown-zone": () => ({
    says: "Nobody knows the time zone of Zendesk's schedule.",
    cure: `${MAKE}: choose another`,
  }),
};
