import * as z from "zod/mini";
import { parsePhone } from "../domain/address.ts";

/** What an example file leaves behind: such a value counts as missing. */
const PLACEHOLDER =
  /^(x{3,}|\.{3,}|<.*>|\[.*\]|your[-_ ].*|.*[-_ ]here|change[-_ ]?(me|this)|replace[-_ ]?(me|this)|placeholder|todo|tbd|dummy|example|undefined|null)$/i;

const text = () => z.optional(z.string());
const matching = (pattern: RegExp) => z.optional(z.string().check(z.regex(pattern)));
/** Long enough that nobody guesses it. */
const apiKey = () => z.optional(z.string().check(z.minLength(32)));
/** No provider makes a shorter one, so it was cut off or made up, and may be guessed. */
const secret = () => z.optional(z.string().check(z.minLength(16)));
/** Zendesk publishes one for trying webhooks out: anybody could sign with it. */
const PUBLISHED = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
const unpublished = () =>
  z.optional(
    z.string().check(
      z.minLength(16),
      z.refine((value) => value !== PUBLISHED),
    ),
  );
/** Chosen by people and compared once, when Meta subscribes. */
const verifyToken = () => z.optional(z.string().check(z.minLength(8)));
/** Long enough that ten guesses in a quarter of an hour come to nothing. */
const password = () => z.optional(z.string().check(z.minLength(12)));
const flag = () => z.optional(z.stringbool());
const phone = () => z.optional(z.pipe(z.string(), z.pipe(z.transform(parsePhone), z.string())));
/** An http(s) address without its last slash, spelled as every URL parser spells it. */
const origin = () =>
  z.optional(
    z.pipe(
      z.url({ protocol: /^https?$/ }),
      z.transform(
        (value: string) => `${new URL(value).origin}${new URL(value).pathname.replace(/(?<!\/)\/+$/, "")}`,
      ),
    ),
  );
/** A template of Meta's as "name:language"; the language is English where it is left out. */
const template = () =>
  z.optional(
    z.pipe(
      z.string().check(z.regex(/^[a-z0-9_]{1,512}(:[a-z]{2,3}(_[A-Z]{2})?)?$/)),
      z.transform((value: string) => {
        const [name = "", language = "en"] = value.split(":");
        return { name, language };
      }),
    ),
  );
/** Phone numbers, with commas between them. */
const numbers = () =>
  z.optional(
    z.pipe(
      z.string(),
      z.pipe(
        z.transform((value: string) => value.split(",").map(parsePhone)),
        z.array(z.string()),
      ),
    ),
  );
const count = () => z.optional(z.pipe(z.string().check(z.regex(/^[1-9]\d{0,6}$/)), z.transform(Number)));
const database = () => z.optional(z.url({ protocol: /^postgres(ql)?$/ }));
/** Brand and group by number; a number that is none makes the whole setting malformed. */
const routes = z.record(
  z.pipe(z.pipe(z.string(), z.transform(parsePhone)), z.string()),
  z.object({ brandId: z.optional(z.int()), groupId: z.optional(z.int()) }),
);

const schema = z.object({
  TWILIO_ACCOUNT_SID: matching(/^AC[0-9a-f]{32}$/),
  TWILIO_AUTH_TOKEN: secret(),
  TWILIO_API_KEY_SID: matching(/^SK[0-9a-f]{32}$/),
  TWILIO_API_KEY_SECRET: secret(),
  TWILIO_WEBHOOK_SECRET: secret(),
  TWILIO_WHATSAPP_NUMBER: phone(),
  TWILIO_PHONE_NUMBER: phone(),
  TWILIO_MESSAGING_SERVICE_SID: matching(/^MG[0-9a-f]{32}$/),
  TWILIO_CONTENT_SID: matching(/^HX[0-9a-f]{32}$/),
  TWILIO_REPLY_CONTENT_SID: matching(/^HX[0-9a-f]{32}$/),
  TWILIO_CONVERSATIONS_SERVICE_SID: matching(/^IS[0-9a-f]{32}$/),
  CONVERSATIONS_CREATE_TICKETS: flag(),
  WHATSAPP_VERIFY_TOKEN: verifyToken(),
  WHATSAPP_ACCESS_TOKEN: text(),
  WHATSAPP_PHONE_NUMBER_ID: matching(/^\d{5,32}$/),
  WHATSAPP_WEBHOOK_SECRET: secret(),
  WHATSAPP_APP_ID: matching(/^\d{5,32}$/),
  WHATSAPP_BUSINESS_ACCOUNT_ID: matching(/^\d{5,32}$/),
  WHATSAPP_REPLY_TEMPLATE: template(),
  META_AGENT_TICKETS: z.optional(z.enum(["handover", "always"])),
  ZENDESK_SUBDOMAIN: matching(/^[a-z0-9][a-z0-9-]*$/i),
  ZENDESK_OAUTH_CLIENT_ID: text(),
  ZENDESK_OAUTH_CLIENT_SECRET: text(),
  ZENDESK_EMAIL: text(),
  ZENDESK_API_TOKEN: text(),
  ZENDESK_WEBHOOK_SECRET: unpublished(),
  ZENDESK_TICKS: z.optional(z.enum(["notes", "field", "off"])),
  ZENDESK_TICKS_FIELD_ID: matching(/^\d{1,20}$/),
  ZENDESK_WINDOW_REMINDER: flag(),
  ZENDESK_ROUTING: z.optional(z.pipe(z.string(), z.pipe(z.transform(parseJson), routes))),
  RATE_LIMIT_PER_MINUTE: count(),
  RATE_LIMIT_PER_DAY: count(),
  SEND_RATE_PER_SECOND: count(),
  FALLBACK_SMS: flag(),
  PREVIEW_ALLOWED_NUMBERS: numbers(),
  POSTGRES_URL: database(),
  DATABASE_URL: database(),
  PUBLIC_BASE_URL: origin(),
  API_KEY: apiKey(),
  API_KEY_PREVIOUS: apiKey(),
  CONSOLE_PASSWORD: password(),
  CRON_SECRET: secret(),
  DEBUG: flag(),
  UPSTREAM_ORIGIN: origin(),
  VERCEL_ENV: text(),
  VERCEL_URL: text(),
  VERCEL_BRANCH_URL: text(),
  VERCEL_PROJECT_PRODUCTION_URL: text(),
  VERCEL_AUTOMATION_BYPASS_SECRET: text(),
});

export type Settings = z.infer<typeof schema>;

// Object.keys knows its own object's names as strings only.
export const SETTING_NAMES = Object.keys(schema.shape) as (keyof Settings)[];

export type Variables = Record<string, string | undefined>;

/**
 * The settings that are present and well-formed, and the names of those that are malformed.
 * An empty value or a placeholder ("your_auth_token", "changeme", "<...>") counts as absent.
 */
export function readSettings(variables: Variables): { settings: Settings; invalid: string[] } {
  const given: Variables = Object.fromEntries(
    SETTING_NAMES.flatMap((name) => {
      const value = variables[name]?.trim();
      return value && !PLACEHOLDER.test(value) ? [[name, value]] : [];
    }),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return { settings: parsed.data, invalid: [] };
  const invalid = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  for (const name of invalid) delete given[name];
  return { settings: schema.parse(given), invalid };
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
