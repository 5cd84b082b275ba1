import * as z from "zod/mini";
import { SCOPES } from "../../domain/access/scopes.ts";
import { parseJson } from "./json.ts";
import { randomHex, randomPassword } from "./made.ts";
import { PLAIN, type Setting } from "./setting.ts";
import { atLeast, count, database, flag, oneOfIfSet, origin, phones, secret, text } from "./value.ts";

/** Messages of one contact that are ticketed. */
export const LIMITS = {
  RATE_LIMIT_PER_MINUTE: { value: count(30), isSecret: false, ...PLAIN },
  RATE_LIMIT_PER_DAY: { value: count(500), isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;

/** Where the database is: one of them. */
export const DATABASE = {
  POSTGRES_URL: { value: database, isSecret: true, ...PLAIN, missed: "without a database" },
  DATABASE_URL: { value: database, isSecret: true, ...PLAIN, missed: "without a database" },
} satisfies Record<string, Setting>;

const ourOrigin = origin("an address like https://support.example.com");
/** Long enough that nobody guesses it. */
const apiKey = atLeast(32);
/** Of systems that may not do everything, by their names. */
const apiKeys = {
  schema: () =>
    z.pipe(
      z.string(),
      z.pipe(
        z.transform(parseJson),
        z.record(
          z.string().check(z.regex(/^[\w-]{1,40}$/)),
          z.strictObject({
            key: z.string().check(z.minLength(32)),
            scopes: z.array(z.enum(SCOPES)).check(z.minLength(1)),
          }),
        ),
      ),
    ),
  unlessSet: undefined,
  mustBe:
    'JSON like {"crm":{"key":"at least 32 characters","scopes":["send","read","erase"]}}, with another key for each name, none of them that of API_KEY',
};

/** Who may do everything in the console: whoever is an admin in Zendesk, or these users of it. */
const admins = {
  schema: () =>
    z.union([
      z.literal("role"),
      z.pipe(
        z.string().check(z.regex(/^\d{1,20}(\s*,\s*\d{1,20})*$/)),
        z.transform((list: string) => list.split(/\s*,\s*/)),
      ),
    ]),
  unlessSet: "role" as const,
  mustBe: "role, or ids of Zendesk users with commas between them",
};

/** Long enough that ten guesses in a quarter of an hour come to nothing. */
const password = atLeast(12);

/** Where we are, and who gets in. */
export const ACCESS = {
  PUBLIC_BASE_URL: { value: ourOrigin, isSecret: false, ...PLAIN, missed: "without an address" },
  CRON_SECRET: { value: secret, isSecret: true, ...PLAIN, missed: "always", make: randomHex(32) },
  WAKE: { value: oneOfIfSet(["queue", "cron", "timer"]), isSecret: false, ...PLAIN },
  API_KEY: { value: apiKey, isSecret: true, ...PLAIN, missed: "without a key", make: randomHex(32) },
  API_KEY_PREVIOUS: { value: apiKey, isSecret: true, ...PLAIN },
  API_KEYS: { value: apiKeys, isSecret: true, ...PLAIN },
  SESSION_SECRET: { value: apiKey, isSecret: true, ...PLAIN, make: randomHex(32) },
  CONSOLE_ADMINS: { value: admins, isSecret: false, ...PLAIN },
  CONSOLE_PASSWORD: {
    value: password,
    isSecret: true,
    ...PLAIN,
    missed: "without signing in",
    make: randomPassword,
  },
} satisfies Record<string, Setting>;

export const SENDING = {
  SEND_RATE_PER_SECOND: { value: count(20), isSecret: false, ...PLAIN },
  FALLBACK_SMS: { value: flag(false), isSecret: false, ...PLAIN },
  PREVIEW_ALLOWED_NUMBERS: { value: phones, isSecret: false, ...PLAIN, missed: "in a preview" },
} satisfies Record<string, Setting>;

const loopback = origin("a loopback address like http://127.0.0.1:9000");

/** For one's own machine, and tests. */
export const MACHINE = {
  DEBUG: { value: flag(false), isSecret: false, ...PLAIN },
  UPSTREAM_ORIGIN: { value: loopback, isSecret: false, ...PLAIN },
} satisfies Record<string, Setting>;

/** What Vercel says of the deployment. Nobody sets it by hand. */
export const VERCEL = {
  VERCEL_ENV: { value: text, isSecret: false, ...PLAIN },
  VERCEL_URL: { value: text, isSecret: false, ...PLAIN },
  VERCEL_BRANCH_URL: { value: text, isSecret: false, ...PLAIN },
  VERCEL_PROJECT_PRODUCTION_URL: { value: text, isSecret: false, ...PLAIN },
  VERCEL_AUTOMATION_BYPASS_SECRET: {
    value: text,
    isSecret: true,
    ...PLAIN,
    missed: "in a preview",
  },
} satisfies Record<string, Setting>;
