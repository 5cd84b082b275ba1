import type { Finding } from "../../lib/domain/findings/finding.ts";
import type { MetaSetup } from "../sandbox/meta/setup-state.ts";

/** Something at Meta that is not as it should be, and what the doctor says of it. */
export type DoctorCase = {
  when: string;
  disorder: (setup: MetaSetup) => void;
  env?: Record<string, string>;
  what: string;
  state: Finding["state"];
  says: RegExp;
};

const DAY_S = 24 * 60 * 60;
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * DAY_S;

/** Of the token, the app's secret, the business account and the number. */
export const ACCOUNT_CASES: DoctorCase[] = [
  {
    when: "the token was revoked",
    disorder: ({ token }) => Object.assign(token, { is_valid: false }),
    what: "Access token",
    state: "broken",
    says: /Meta does not accept it/,
  },
  {
    when: "the token expired, and the app can say when",
    disorder: ({ token }) => Object.assign(token, { is_valid: false, expires_at: inDays(-2) }),
    env: { WHATSAPP_APP_ID: "670843887433847" },
    what: "Access token",
    state: "broken",
    says: /^It expired on \d{4}-\d\d-\d\d\.$/,
  },
  {
    when: "the token expires in 13 days",
    disorder: ({ token }) => Object.assign(token, { expires_at: inDays(13) }),
    what: "Access token",
    state: "warning",
    says: /^It expires on .*: then nothing can be sent\.$/,
  },
  {
    when: "the token expires in 60 days",
    disorder: ({ token }) => Object.assign(token, { expires_at: inDays(60) }),
    what: "Access token",
    state: "ok",
    says: /^It is valid until /,
  },
  {
    when: "the token may not send",
    disorder: ({ token }) => Object.assign(token, { scopes: ["whatsapp_business_management"] }),
    what: "Permissions of the access token",
    state: "broken",
    says: /lacks whatsapp_business_messaging: messages cannot be sent/,
  },
  {
    when: "the token may not manage",
    disorder: ({ token }) => Object.assign(token, { scopes: ["whatsapp_business_messaging"] }),
    what: "Permissions of the access token",
    state: "warning",
    says: /lacks whatsapp_business_management: templates and webhooks cannot/,
  },
  {
    when: "the token may not manage, the account",
    disorder: ({ token }) => Object.assign(token, { scopes: ["whatsapp_business_messaging"] }),
    what: "WhatsApp Business Account",
    state: "unknown",
    says: /Meta does not let this token see it/,
  },
  {
    when: "the secret is another app's",
    disorder: () => undefined,
    env: { WHATSAPP_WEBHOOK_SECRET: "the-secret-of-another-app" },
    what: "App secret",
    state: "broken",
    says: /WHATSAPP_WEBHOOK_SECRET is not the secret of the app 670843887433847: every webhook .* refused/,
  },
  {
    when: "the token is another app's",
    disorder: ({ token }) => Object.assign(token, { app_id: "999999999" }),
    env: { WHATSAPP_APP_ID: "670843887433847" },
    what: "App secret",
    state: "warning",
    says: /the secret of the app 670843887433847, and the access token is of another one, 999999999/,
  },
  {
    when: "the number's account is not told by the token",
    disorder: ({ token }) => Object.assign(token, { accountIds: [] }),
    what: "WhatsApp Business Account",
    state: "unknown",
    says: /does not tell which account/,
  },
  {
    when: "the number is another account's",
    disorder: ({ account }) => Object.assign(account, { numberIds: ["1"] }),
    what: "WhatsApp Business Account",
    state: "broken",
    says: /No account that the access token was given has our phone number/,
  },
  {
    when: "the account that is set is another's",
    disorder: ({ account }) => Object.assign(account, { numberIds: ["1"] }),
    env: { WHATSAPP_BUSINESS_ACCOUNT_ID: "102290129340398" },
    what: "WhatsApp Business Account",
    state: "broken",
    says: /that WHATSAPP_BUSINESS_ACCOUNT_ID names does not have our phone number/,
  },
  {
    when: "the account that is set has it",
    disorder: ({ token }) => Object.assign(token, { accountIds: [] }),
    env: { WHATSAPP_BUSINESS_ACCOUNT_ID: "102290129340398" },
    what: "WhatsApp Business Account",
    state: "ok",
    says: /belongs to it \(102290129340398\)/,
  },
  {
    when: "Meta knows no such number",
    disorder: () => undefined,
    env: { WHATSAPP_PHONE_NUMBER_ID: "555555555" },
    what: "Phone number",
    state: "broken",
    says: /knows no such number/,
  },
  {
    when: "the number is not registered",
    disorder: ({ number }) => Object.assign(number, { status: "PENDING" }),
    what: "Phone number",
    state: "broken",
    says: /is not connected, .*: PENDING/,
  },
  {
    when: "the number is limited",
    disorder: ({ number }) => Object.assign(number, { status: "RATE_LIMITED" }),
    what: "Phone number",
    state: "warning",
    says: /limited by Meta for now: RATE_LIMITED/,
  },
  {
    when: "the display name was declined",
    disorder: ({ number }) => Object.assign(number, { name_status: "DECLINED" }),
    what: "Phone number",
    state: "warning",
    says: /declined its display name/,
  },
  ...(
    [
      ["YELLOW", "warning", /^Medium/],
      ["RED", "warning", /^Low/],
      ["UNKNOWN", "ok", /^Too few messages/],
    ] as const
  ).map(([quality_rating, state, says]) => ({
    when: `its quality is ${quality_rating}`,
    disorder: ({ number }: MetaSetup) => Object.assign(number, { quality_rating }),
    what: "Quality rating of the phone number",
    state,
    says,
  })),
  {
    when: "only the business's limit is told, as later versions do",
    disorder({ number }) {
      delete number.messaging_limit_tier;
      number.whatsapp_business_manager_messaging_limit = "TIER_UNLIMITED";
    },
    what: "Messaging limit",
    state: "ok",
    says: /Any number of people a day/,
  },
];
