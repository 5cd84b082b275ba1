import { type Answer, asObject, type UpstreamCall } from "../upstreams/call.ts";
import { RECORD_NOT_FOUND, recordInvalid } from "./resources.ts";

type SurveyResponse = {
  id: string;
  survey_id: string;
  responder_id: string;
  locale: string;
  ticketId: string;
};

export type ZendeskSurveys = {
  /** The account's own switch. */
  isOn: boolean;
  /** What was made, oldest first; each has a link. */
  responses: SurveyResponse[];
};

/** Zendesk's surveys, as far as its API makes links to them. */
export function createSurveys() {
  const surveys: ZendeskSurveys = { isOn: true, responses: [] };
  return {
    surveys,
    /** Answers `/api/v2/guide...`; `rest` is what follows it. */
    answer({ method, body }: UpstreamCall, rest: string): Answer {
      if (rest !== "/survey_responses" || method !== "POST") return RECORD_NOT_FOUND;
      if (!surveys.isOn) return { status: 409, body: { errors: [{ code: "SurveyDisabled" }] } };
      const given = asObject(asObject(body).survey_response);
      const [zrn] = Array.isArray(given.subject_zrns) ? given.subject_zrns.map(String) : [];
      const ticketId = /^zen:ticket:(\d+)$/.exec(zrn ?? "")?.[1];
      const { survey_id, responder_id, locale } = given;
      if (!ticketId || !survey_id || !responder_id || !locale) return recordInvalid("base", "is incomplete");
      const id = `r${surveys.responses.length + 1}`;
      surveys.responses.push({
        ...{ id, ticketId, survey_id: String(survey_id) },
        ...{ responder_id: String(responder_id), locale: String(locale) },
      });
      const links = { url_path: `/hc/survey_responses/${id}?token=of-${id}` };
      return { status: 201, body: { survey_response: { id, links, rating_links: [] } } };
    },
  };
}
