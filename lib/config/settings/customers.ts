import * as z from "zod/mini";
import { parsePrices } from "../../domain/billing/prices.ts";
import { LANGUAGES } from "../../domain/replies/languages.ts";
import { hours } from "./hours.ts";
import { parseJson } from "./json.ts";
import { ratingTemplates } from "./rating-templates.ts";
import { PLAIN, type Setting } from "./setting.ts";
import { count, matching, oneOf } from "./value.ts";

const fieldId = matching(/^\d{1,20}$/, "the digits of the field's id");
const surveyId = matching(/^[\w-]{1,64}$/, "the survey's id, which RATINGS=zendesk needs");

const prices = {
  schema: () =>
    z.pipe(
      z.string(),
      z.transform((text: string, { issues }) => {
        const parsed = parsePrices(parseJson(text));
        if ("prices" in parsed) return parsed.prices;
        issues.push({ code: "custom", input: text, message: parsed.wrong, params: { says: true } });
        return z.NEVER;
      }),
    ),
  unlessSet: undefined,
  mustBe: 'JSON like {"currency":"EUR","BR":{"service":0.005,"utility":0.008},"*":{"sms":0.06}}',
};

/** How customers, and agents, are spoken to. */
export const CUSTOMERS = {
  DEFAULT_LANGUAGE: { value: oneOf(LANGUAGES, "en"), isSecret: false, ...PLAIN },
  AGENT_LANGUAGE: { value: oneOf(LANGUAGES, "en"), isSecret: false, ...PLAIN },
  DYNAMIC_CONTENT: { value: oneOf(["zendesk", "off"], "off"), isSecret: false, ...PLAIN },
  CONFIRMATIONS: { value: oneOf(["always", "first", "off"], "always"), isSecret: false, ...PLAIN },
  BUSINESS_HOURS: { value: hours, isSecret: false, ...PLAIN },
  ZENDESK_SCHEDULE_ID: {
    value: matching(/^\d{1,20}$/, "the digits of the schedule's id"),
    isSecret: false,
    ...PLAIN,
  },
  RATINGS: { value: oneOf(["chat", "zendesk", "off"], "off"), isSecret: false, ...PLAIN },
  RATINGS_AFTER_MINUTES: { value: count(30, 5), isSecret: false, ...PLAIN },
  RATINGS_TEMPLATE: { value: ratingTemplates, isSecret: false, ...PLAIN },
  RATINGS_FIELD_ID: { value: fieldId, isSecret: false, ...PLAIN },
  RATINGS_SURVEY_ID: { value: surveyId, isSecret: false, ...PLAIN },
  MESSAGE_PRICES: { value: prices, isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;
