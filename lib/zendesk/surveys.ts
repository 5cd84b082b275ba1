import { UpstreamError } from "../errors.ts";
import type { Call, Settings } from "./call.ts";
import type { Zendesk } from "./zendesk.ts";

type Answered = { survey_response?: { links?: { url_path?: unknown } } };

const OFF = new Set([401, 403, 404, 409]);

/** Zendesk's own surveys, whose answers fill its reports. */
export function surveys(call: Call, { subdomain }: Settings): Pick<Zendesk, "askSurvey"> {
  return {
    async askSurvey({ surveyId, ticketId, userId, locale }) {
      const response = {
        survey_id: surveyId,
        responder_id: userId,
        locale,
        subject_zrns: [`zen:ticket:${ticketId}`],
      };
      try {
        const answer = await call<Answered>(async (client, answered) => {
          await client.tickets.post(["guide", "survey_responses"], { survey_response: response });
          return answered();
        });
        return linkIn(answer, `https://${subdomain}.zendesk.com`);
      } catch (error) {
        // It is switched off, the account has no such survey, or it is not for the user that we act as.
        if (error instanceof UpstreamError && OFF.has(error.status ?? 0)) return "off";
        throw error;
      }
    },
  };
}

/** A path of Zendesk's own, as a link. */
function linkIn({ survey_response: response }: Answered, origin: string): string {
  const path = response?.links?.url_path;
  if (typeof path === "string" && URL.canParse(path, origin)) {
    const link = new URL(path, origin);
    if (link.origin === origin) return link.href;
  }
  throw new UpstreamError("zendesk", "unavailable", { reason: "the survey's answer has no link" });
}
