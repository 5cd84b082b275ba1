import { LANGUAGES } from "../../domain/replies/languages.ts";
import { hours } from "./hours.ts";
import { PLAIN, type Setting } from "./setting.ts";
import { matching, oneOf } from "./value.ts";

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
} satisfies Record<string, Setting>;
