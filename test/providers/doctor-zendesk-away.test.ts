import { describe, expect } from "vitest";
import type { Fault, FaultOptions } from "../sandbox/upstreams/faults.ts";
import { about, statesOf, zendeskOf } from "../support/examined.ts";
import { test } from "../support/world.ts";

const CREDENTIALS = "Zendesk's credentials";
const WEBHOOK = "Webhook for agents' answers";
const SECRET = "Signing secret of the webhook";
const FIELD = "Ticket field for ticks";
const TOKEN = { ZENDESK_EMAIL: "grace@example.com", ZENDESK_API_TOKEN: "of-grace-alone" };
const NO_CLIENT = { ZENDESK_OAUTH_CLIENT_ID: undefined, ZENDESK_OAUTH_CLIENT_SECRET: undefined };
const HTML = { headers: { "content-type": "text/html" }, body: Buffer.from("<h1>No help desk here</h1>") };

describe("credentials that are not let in", () => {
  test.for<[string, Fault, FaultOptions, Record<string, string | undefined>, string]>([
    ["an OAuth client that is refused", { status: 401 }, {}, {}, "refuses ZENDESK_OAUTH_CLIENT_ID"],
    [
      "an OAuth client that Zendesk calls invalid",
      { status: 400 },
      {},
      {},
      "refuses ZENDESK_OAUTH_CLIENT_ID",
    ],
    ["a token that is refused", { status: 401 }, {}, { ...NO_CLIENT, ...TOKEN }, "refuses ZENDESK_EMAIL"],
    ["a subdomain of nobody", { status: 404, ...HTML }, {}, {}, "There is no Zendesk at acme.zendesk.com"],
    ["a subdomain that moved", { status: 301, ...HTML }, {}, {}, "There is no Zendesk at acme.zendesk.com"],
  ])("%s: broken, and the rest is unknown", async ([, fault, options, env, says], { world }) => {
    world.fail("zendesk", fault, options);
    const findings = await zendeskOf(world, { ...env, ZENDESK_TICKS: "field", ZENDESK_TICKS_FIELD_ID: "7" });
    expect(about(findings, CREDENTIALS)).toMatchObject({
      state: "broken",
      says: expect.stringContaining(says),
      cure: expect.stringContaining("ZENDESK_"),
    });
    const { [CREDENTIALS]: _, ...rest } = statesOf(findings);
    expect(rest).toEqual({ [WEBHOOK]: "unknown", [SECRET]: "unknown", [FIELD]: "unknown" });
  });
});

describe("a Zendesk that does not answer as it should", () => {
  const cases: [string, Fault, string][] = [
    ["throttled", { status: 429, retryAfter: 93 }, "no more calls for now"],
    ["failing", { status: 503 }, "HTTP 503"],
    ["dropping connections", "drop-before", "did not answer"],
    ["answering with a page", "html", "no data of its API"],
    ["answering with other JSON", { status: 200, body: { hello: "world" } }, "no data of its API"],
  ];
  test.for(cases)("%s from the first call on: unknown", async ([, fault, says], { world }) => {
    world.fail("zendesk", fault, { when: ({ path }) => path !== "/oauth/tokens" || fault === "html" });
    const findings = await zendeskOf(world);
    expect(findings.map(({ state }) => state)).toEqual(["unknown", "unknown", "unknown"]);
    expect(about(findings, CREDENTIALS).says).toContain(says);
  });

  test.for(cases)("%s at the webhook: unknown, and the rest is known", async ([, fault, says], { world }) => {
    world.zendesk.connectWebhook();
    world.fail("zendesk", fault, { when: ({ path }) => path.includes("/webhooks") });
    const findings = await zendeskOf(world);
    expect(statesOf(findings)).toEqual({ [CREDENTIALS]: "ok", [WEBHOOK]: "unknown" });
    expect(about(findings, WEBHOOK).says).toContain(says);
    expect(about(findings, WEBHOOK).cure).toBeTruthy();
  });

  test.for(cases)("%s at the secret: unknown, and the webhook is known", async ([, fault], { world }) => {
    world.zendesk.connectWebhook();
    world.fail("zendesk", fault, { when: ({ path }) => path.endsWith("/signing_secret") });
    expect(statesOf(await zendeskOf(world))).toMatchObject({ [WEBHOOK]: "ok", [SECRET]: "unknown" });
  });
});

test("how long to wait when throttled is said", async ({ world }) => {
  world.fail("zendesk", { status: 429, retryAfter: 93 });
  expect(about(await zendeskOf(world), CREDENTIALS).cure).toContain("93 seconds");
});
