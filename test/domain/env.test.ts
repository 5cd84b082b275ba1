import { expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { readSettings, SETTING_NAMES, shapeOf } from "../../lib/config/settings.ts";
import { SettingError } from "../../lib/errors.ts";

const TWILIO = {
  TWILIO_ACCOUNT_SID: `AC${"a".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "d2c1f0e9b8a7968574635241302f1e0d",
  TWILIO_WHATSAPP_NUMBER: "+14155238886",
};
const ZENDESK = {
  ZENDESK_SUBDOMAIN: "acme",
  ZENDESK_OAUTH_CLIENT_ID: "tickline",
  ZENDESK_OAUTH_CLIENT_SECRET: "a-secret",
};

test.for([
  [
    "twilio",
    { TWILIO_MESSAGING_SERVICE_SID: `MG${"1".repeat(32)}` },
    { TWILIO_CONTENT_SID: `HX${"1".repeat(32)}` },
  ],
  ["twilio", { TWILIO_ACCOUNT_SID: "malformed" }, { TWILIO_ACCOUNT_SID: "changeme" }],
  ["meta", { WHATSAPP_ACCESS_TOKEN: "a-token" }, { WHATSAPP_REPLY_TEMPLATE: "reply_later:en" }],
  ["zendesk", { ZENDESK_EMAIL: "grace@example.com" }, { ZENDESK_WINDOW_REMINDER: "false" }],
] as const)("%s is begun by %j, and not by %j alone", ([provider, connecting, preference]) => {
  expect(parseEnv(preference)[provider]).toMatchObject({ configured: false, isBegun: false });
  expect(parseEnv({ ...preference, ...connecting })[provider]).toMatchObject({ isBegun: true });
});

test("nothing is configured by an empty environment, and each missing setting is named", () => {
  const env = parseEnv({});
  expect(env).toMatchObject({
    twilio: {
      configured: false,
      missing: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_NUMBER"],
    },
    zendesk: {
      configured: false,
      missing: ["ZENDESK_SUBDOMAIN", "ZENDESK_OAUTH_CLIENT_ID", "ZENDESK_OAUTH_CLIENT_SECRET"],
    },
    publicOrigins: [],
    debug: false,
    invalid: [],
  });
  expect([env.database, env.cronSecret, env.upstreamOrigin]).toEqual([undefined, undefined, undefined]);
});

test.for([
  "",
  "   ",
  "your_auth_token",
  "your-auth-token",
  "YOUR AUTH TOKEN",
  "changeme",
  "change-me",
  "change_this",
  "replace_me",
  "placeholder",
  "<token>",
  "<your token>",
  "[token]",
  "xxx",
  "XXXXXXXXXXXX",
  "...",
  "put_token_here",
  "token-here",
  "example",
  "dummy",
  "TODO",
  "tbd",
  "undefined",
  "null",
])("a secret that says %j is missing", (value) => {
  expect(parseEnv({ ...TWILIO, TWILIO_AUTH_TOKEN: value }).twilio).toEqual({
    configured: false,
    isBegun: true,
    missing: ["TWILIO_AUTH_TOKEN"],
  });
  expect(parseEnv({ CRON_SECRET: value }).cronSecret).toBeUndefined();
});

test.for([
  "yourself12345678",
  "an-example-secret",
  "xylophones-of-old",
  "a<b>c<d>e<f>g<h>",
  "nullable-or-so-it-is",
  "todos-of-this-year",
])("a secret that says %j is a secret", (value) => {
  expect(parseEnv({ CRON_SECRET: value }).cronSecret).toBe(value);
});

test("spaces around a value, as pasting leaves them, are not part of it", () => {
  expect(parseEnv({ ...TWILIO, TWILIO_AUTH_TOKEN: " token-1234567890 \n" }).twilio).toMatchObject({
    authToken: "token-1234567890",
    webhookTokens: ["token-1234567890"],
  });
});

test.for(["+14155238886", "whatsapp:+14155238886", "14155238886", " +1 415 523-8886 ", "+1 (415) 523 8886"])(
  "our number may be written %j",
  (value) => {
    expect(parseEnv({ ...TWILIO, TWILIO_WHATSAPP_NUMBER: value }).twilio).toMatchObject({
      whatsappNumber: "+14155238886",
    });
  },
);

test.for([
  ["TWILIO_ACCOUNT_SID", "SK00000000000000000000000000000000"],
  ["TWILIO_WHATSAPP_NUMBER", "the blue one"],
  ["TWILIO_CONTENT_SID", "HX123"],
  ["TWILIO_CONTENT_SID", '{"en":"HX123"}'],
  ["TWILIO_CONTENT_SID", `{"xx":"HX${"1".repeat(32)}"}`],
  ["TWILIO_CONTENT_SID", `"HX${"1".repeat(32)}"`],
  ["TWILIO_REPLY_CONTENT_SID", "{}"],
  ["TWILIO_REPLY_CONTENT_SID", `{"en":"HX${"1".repeat(32)}",}`],
  ["TWILIO_MESSAGING_SERVICE_SID", "AC00000000000000000000000000000000"],
  ["ZENDESK_SUBDOMAIN", "acme.zendesk.com"],
  ["ZENDESK_SUBDOMAIN", "evil.example/"],
  ["ZENDESK_ROUTING", "{not json"],
  ["ZENDESK_ROUTING", '{"+14155238886": {"brandId": "one"}}'],
  ["DATABASE_URL", "mysql://localhost/tickline"],
  ["POSTGRES_URL", "postgres://localhost:port/tickline"],
  ["PUBLIC_BASE_URL", "tickline.example"],
  ["PUBLIC_BASE_URL", "ftp://tickline.example"],
  ["DEBUG", "perhaps"],
])("%s set to %s is malformed: named, and as good as missing", ([name = "", value]) => {
  const { invalid, ...env } = parseEnv({ ...TWILIO, ...ZENDESK, [name]: value });
  const { invalid: _, ...without } = parseEnv({ ...TWILIO, ...ZENDESK, [name]: undefined });
  expect(invalid).toEqual([name]);
  expect(env).toEqual(without);
});

test("of every setting that can be malformed, it is known how it must look", () => {
  const { invalid } = readSettings(Object.fromEntries(SETTING_NAMES.map((name) => [name, "?!"])));
  expect(invalid.length).toBeGreaterThan(20);
  expect(invalid.filter((name) => shapeOf(name) === null)).toEqual([]);
});

test("several malformed settings are all named", () => {
  const { invalid } = parseEnv({ ...TWILIO, TWILIO_CONTENT_SID: "HX1", DEBUG: "perhaps", DATABASE_URL: "x" });
  expect(invalid.sort()).toEqual(["DATABASE_URL", "DEBUG", "TWILIO_CONTENT_SID"]);
});

test("one number is enough, and the second token is optional", () => {
  const { TWILIO_WHATSAPP_NUMBER: _, ...account } = TWILIO;
  expect(parseEnv({ ...account, TWILIO_PHONE_NUMBER: "+14155550199" }).twilio.configured).toBe(true);
  expect(parseEnv({ ...TWILIO, TWILIO_WEBHOOK_SECRET: "another-auth-token" }).twilio).toMatchObject({
    webhookTokens: [TWILIO.TWILIO_AUTH_TOKEN, "another-auth-token"],
  });
});

test.for([
  ["OAuth", ZENDESK, { clientId: "tickline", clientSecret: "a-secret" }],
  [
    "an API token",
    { ZENDESK_SUBDOMAIN: "acme", ZENDESK_EMAIL: "grace@example.com", ZENDESK_API_TOKEN: "a-token" },
    { email: "grace@example.com", apiToken: "a-token" },
  ],
  [
    "OAuth where both are set",
    { ...ZENDESK, ZENDESK_EMAIL: "grace@example.com", ZENDESK_API_TOKEN: "a-token" },
    { clientId: "tickline", clientSecret: "a-secret" },
  ],
  [
    "an API token where OAuth is set by half",
    {
      ...ZENDESK,
      ZENDESK_OAUTH_CLIENT_SECRET: "<secret>",
      ZENDESK_EMAIL: "grace@example.com",
      ZENDESK_API_TOKEN: "a-token",
    },
    { email: "grace@example.com", apiToken: "a-token" },
  ],
] as const)("Zendesk is called with %s", ([, variables, credentials]) => {
  expect(parseEnv(variables).zendesk).toMatchObject({ configured: true, credentials });
});

test("tickets are routed by the number, however it is written", () => {
  const routing = { "whatsapp:+1 415 523 8886": { brandId: 1, groupId: 2 } };
  expect(parseEnv({ ...ZENDESK, ZENDESK_ROUTING: JSON.stringify(routing) }).zendesk).toMatchObject({
    routing: { "+14155238886": { brandId: 1, groupId: 2 } },
  });
});

test.for([
  ["Neon's pooler", { POSTGRES_URL: "postgres://u:p@ep-a-pooler.eu.neon.tech/db" }, "vercel"],
  ["any other PostgreSQL", { POSTGRES_URL: "postgres://u:p@db.example/db" }, "pg"],
  ["a PostgreSQL named for no vendor", { DATABASE_URL: "postgresql://u:p@db.example/db" }, "pg"],
] as const)("%s is spoken to in its own way", ([, variables, driver]) => {
  const [url] = Object.values(variables);
  expect(parseEnv(variables).database).toEqual({ driver, url });
});

test("POSTGRES_URL, which Vercel sets, comes before DATABASE_URL", () => {
  const both = { POSTGRES_URL: "postgres://a/b", DATABASE_URL: "postgresql://c/d" };
  expect(parseEnv(both).database?.url).toBe(both.POSTGRES_URL);
});

test.for(["http://127.0.0.1:9000", "http://127.1.2.3:9000", "http://localhost:9000", "http://[::1]:9000"])(
  "upstreams may be played at %s",
  (UPSTREAM_ORIGIN) => {
    expect(parseEnv({ UPSTREAM_ORIGIN }).upstreamOrigin).toBe(UPSTREAM_ORIGIN);
  },
);

test.for([
  "https://evil.example",
  "http://127.0.0.1.evil.example",
  "http://localhost.evil.example",
  "http://localhost@evil.example",
  "http://10.0.0.1:9000",
  "http://169.254.169.254",
  "http://0.0.0.0:9000",
  "http://[::]:9000",
  "http://[fe80::1]:9000",
])("upstreams at %s are refused at start", (UPSTREAM_ORIGIN) => {
  expect(() => parseEnv({ UPSTREAM_ORIGIN })).toThrow(SettingError);
  expect(() => parseEnv({ UPSTREAM_ORIGIN })).toThrow(/^UPSTREAM_ORIGIN is not a loopback address: /);
});

test("an UPSTREAM_ORIGIN that is no address is refused at start: the real upstreams must not be called by mistake", () => {
  expect(() => parseEnv({ UPSTREAM_ORIGIN: "127.0.0.1:9000" })).toThrow(SettingError);
});

test.for([
  ["true", undefined, true],
  ["1", "development", true],
  ["true", "preview", true],
  ["true", "production", false],
  ["false", undefined, false],
  [undefined, undefined, false],
] as const)("DEBUG=%s in %s is %s", ([DEBUG, VERCEL_ENV, debug]) => {
  expect(parseEnv({ DEBUG, VERCEL_ENV }).debug).toBe(debug);
});

test.for([
  ["production", undefined],
  ["preview", "a-bypass"],
  [undefined, undefined],
] as const)("in %s the protection bypass is %s", ([VERCEL_ENV, protectionBypass]) => {
  const env = parseEnv({ VERCEL_ENV, VERCEL_AUTOMATION_BYPASS_SECRET: "a-bypass" });
  expect(env.protectionBypass).toBe(protectionBypass);
});
