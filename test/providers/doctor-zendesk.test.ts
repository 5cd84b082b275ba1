import { describe, expect } from "vitest";
import { about, statesOf, zendeskOf } from "../support/examined.ts";
import { test, type World } from "../support/world.ts";

const CREDENTIALS = "Zendesk's credentials";
const WEBHOOK = "Webhook for agents' answers";
const SECRET = "Signing secret of the webhook";
const FIELD = "Ticket field for ticks";
const TOKEN = { ZENDESK_EMAIL: "grace@example.com", ZENDESK_API_TOKEN: "of-grace-alone" };
const NO_CLIENT = { ZENDESK_OAUTH_CLIENT_ID: undefined, ZENDESK_OAUTH_CLIENT_SECRET: undefined };

/** Zendesk's webhook as an admin would have left it. */
function webhookOf(world: World) {
  const [webhook] = world.zendesk.admin.webhooks;
  if (!webhook) throw new Error("no webhook is connected");
  return webhook;
}

test("a Zendesk that is all set up is found well, and nothing was changed to see it", async ({ world }) => {
  world.zendesk.connectWebhook();
  expect(statesOf(await zendeskOf(world))).toEqual({ [CREDENTIALS]: "ok", [WEBHOOK]: "ok", [SECRET]: "ok" });
  const changes = world.calls.filter(({ method, path }) => method !== "GET" && path !== "/oauth/tokens");
  expect(changes.filter(({ provider }) => provider === "zendesk")).toEqual([]);
});

test("without any of its variables Zendesk is off, with some it is broken and they are named", async ({
  world,
}) => {
  const none = { ...NO_CLIENT, ZENDESK_SUBDOMAIN: undefined, ZENDESK_WEBHOOK_SECRET: undefined };
  expect(statesOf(await zendeskOf(world, none))).toEqual({ [CREDENTIALS]: "off" });
  for (const [env, missing] of [
    [{ ZENDESK_SUBDOMAIN: undefined }, "ZENDESK_SUBDOMAIN"],
    [{ ZENDESK_SUBDOMAIN: "acme.zendesk.com" }, "ZENDESK_SUBDOMAIN"],
    [{ ZENDESK_OAUTH_CLIENT_SECRET: undefined }, "ZENDESK_OAUTH_CLIENT_SECRET"],
    [{ ...none, ZENDESK_WEBHOOK_SECRET: "left over from before" }, "ZENDESK_SUBDOMAIN"],
    [{ ...none, ZENDESK_EMAIL: "grace@example.com" }, "ZENDESK_API_TOKEN"],
  ] as const) {
    const finding = about(await zendeskOf(world, env), CREDENTIALS);
    expect(finding).toMatchObject({ state: "broken", says: expect.stringContaining(missing) });
    expect(finding.cure).toContain(missing);
  }
  expect(world.calls).toEqual([]);
});

test("an API token works and is warned of: Zendesk ends them", async ({ world }) => {
  world.zendesk.connectWebhook();
  const findings = await zendeskOf(world, { ...NO_CLIENT, ...TOKEN });
  expect(about(findings, CREDENTIALS)).toMatchObject({
    state: "warning",
    says: expect.stringContaining("2027-04-30"),
    actual: "an API token",
    cure: expect.stringContaining("ZENDESK_OAUTH_CLIENT_ID"),
  });
  expect(about(findings, SECRET).state).toBe("ok");
});

test("as an agent tickets work, and that the webhook cannot be seen is said with its cure", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const [me] = world.zendesk.users;
  if (!me) throw new Error("the simulated Zendesk has no user of ours");
  me.role = "agent";
  const findings = await zendeskOf(world);
  expect(about(findings, CREDENTIALS)).toMatchObject({
    state: "ok",
    says: expect.stringMatching(/an agent.*takes an admin/),
  });
  expect(about(findings, WEBHOOK)).toMatchObject({
    state: "unknown",
    says: expect.stringContaining("403"),
    cure: expect.stringContaining("an admin"),
  });
  me.role = "end-user";
  expect(about(await zendeskOf(world), CREDENTIALS)).toMatchObject({
    state: "broken",
    actual: "an end user",
  });
});

test("without a webhook agents' answers reach nobody; one of another deployment is named, its query is not", async ({
  world,
}) => {
  expect(about(await zendeskOf(world), WEBHOOK)).toMatchObject({
    state: "broken",
    expected: "https://tickline.example/api/zendesk/agent-reply",
    actual: "none",
  });
  world.zendesk.connectWebhook();
  Object.assign(webhookOf(world), {
    endpoint: "https://old.example/api/zendesk/agent-reply?key=of-the-old-one",
  });
  const finding = about(await zendeskOf(world), WEBHOOK);
  expect(finding).toMatchObject({
    state: "broken",
    actual: "only others: https://old.example/api/zendesk/agent-reply",
  });
  expect(JSON.stringify(finding)).not.toContain("of-the-old-one");
});

test.for([
  ["inactive", { status: "inactive" }, "broken", "status inactive", "It is inactive"],
  ["with PUT", { http_method: "PUT" }, "broken", "method PUT", "another method"],
  ["with a form", { request_format: "form_encoded" }, "broken", "format form_encoded", "not send JSON"],
  [
    "without comments",
    { subscriptions: ["zen:event-type:ticket.status_changed"] },
    "broken",
    "subscriptions zen:event-type:ticket.status_changed",
    "does not ring for comments",
  ],
  [
    "without statuses",
    { subscriptions: ["zen:event-type:ticket.comment_added"] },
    "warning",
    "subscriptions zen:event-type:ticket.comment_added",
    "does not ring for statuses",
  ],
  [
    "without tags",
    { subscriptions: ["zen:event-type:ticket.comment_added", "zen:event-type:ticket.status_changed"] },
    "warning",
    "subscriptions zen:event-type:ticket.comment_added, zen:event-type:ticket.status_changed",
    "no tag sends a template",
  ],
] as const)("a webhook %s is seen", async ([, change, state, actual, says], { world }) => {
  world.zendesk.connectWebhook();
  Object.assign(webhookOf(world), change);
  const finding = about(await zendeskOf(world), WEBHOOK);
  expect(finding).toMatchObject({ state, actual, says: expect.stringContaining(says) });
  expect(finding.cure).toContain("npm run setup");
});

test("a webhook beyond the first page is found", async ({ world }) => {
  world.zendesk.connectWebhook();
  const ours = webhookOf(world);
  const others = Array.from({ length: 130 }, (_, n) => ({
    ...ours,
    id: `other${n}`,
    endpoint: `https://x${n}.example/`,
  }));
  world.zendesk.admin.webhooks = [...others, ours];
  expect(statesOf(await zendeskOf(world))).toMatchObject({ [WEBHOOK]: "ok", [SECRET]: "ok" });
});

test("two webhooks at our address are one too many", async ({ world }) => {
  world.zendesk.connectWebhook();
  const another = { id: "another", name: "By hand", secret: "another" };
  world.zendesk.admin.webhooks.push({ ...webhookOf(world), ...another });
  const findings = (await zendeskOf(world)).filter(({ what }) => what === WEBHOOK);
  expect(findings).toMatchObject([
    { state: "ok" },
    { state: "warning", says: expect.stringContaining("By hand") },
  ]);
});

test("a signing secret that is another, or not set, is said to be so, and neither is shown", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  for (const [mine, actual] of [
    ["the-secret-of-another-webhook", "another one"],
    [undefined, "none"],
  ] as const) {
    const findings = await zendeskOf(world, { ZENDESK_WEBHOOK_SECRET: mine });
    expect(about(findings, SECRET)).toMatchObject({ state: "broken", actual });
    expect(JSON.stringify(findings)).not.toContain("the-secret-of-another-webhook");
  }
});

describe("the ticket field for ticks", () => {
  test("is not looked for where ticks are off or notes", async ({ world }) => {
    for (const as of ["off", "notes"])
      expect(statesOf(await zendeskOf(world, { ZENDESK_TICKS: as }))).not.toHaveProperty(FIELD);
    expect(world.callsTo("GET", "/ticket_fields")).toEqual([]);
  });

  test("is well when it is an active text field, else what it lacks is said", async ({ world }) => {
    const field = { id: 999, title: "Ticks", type: "text", active: true };
    world.zendesk.admin.ticketFields.push(field);
    const env = { ZENDESK_TICKS: "field", ZENDESK_TICKS_FIELD_ID: "999" };
    const seen = async () => about(await zendeskOf(world, env), FIELD);
    expect(await seen()).toMatchObject({ state: "ok" });
    field.type = "tagger";
    expect(await seen()).toMatchObject({ state: "broken", actual: "type tagger" });
    Object.assign(field, { type: "text", active: false });
    expect(await seen()).toMatchObject({ state: "broken", actual: "inactive" });
    field.id = 1000;
    expect(await seen()).toMatchObject({ state: "broken", actual: "no field 999" });
    expect(about(await zendeskOf(world, { ZENDESK_TICKS: "field" }), FIELD)).toMatchObject({
      state: "broken",
      actual: "none",
    });
  });
});
