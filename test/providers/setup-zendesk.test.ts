import { describe, expect } from "vitest";
import { triggerPayload } from "../../lib/zendesk/trigger.ts";
import { checkedInstance, testContracts } from "../support/contracts.ts";
import { about, examined, setRight } from "../support/examined.ts";
import { agentAnswers, LINES } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const WEBHOOK = "Webhook for agents' answers";
const SECRET = "Signing secret of the webhook";
const TRIGGER = "Trigger of the webhook";
const FIELD = "Ticket field for ticks";
const ENDPOINT = "https://tickline.example/api/zendesk/agent-reply";
const EVENTS = ["comment_added", "status_changed", "tags_changed", "created"].map(
  (name) => `zen:event-type:ticket.${name}`,
);

const zendeskOf = (instance: Pick<World, "deps">) => examined(instance, "zendesk");

/** What was asked of Zendesk to change, oldest first: method, path and body. */
const changesOf = (world: World) =>
  world.calls
    .filter(
      ({ provider, method, path }) => provider === "zendesk" && method !== "GET" && path !== "/oauth/tokens",
    )
    .map(({ method, path, body }) => [method, path, body]);

test("setup makes the webhook and reads its secret back; with it, an agent's answer reaches the phone", async ({
  world,
}) => {
  const before = await zendeskOf(world);
  const { fix } = about(before, WEBHOOK);
  expect(fix?.says).toContain(ENDPOINT);
  expect(fix?.overwrites).toBeNull();
  const variables = await setRight(before, WEBHOOK);
  expect(changesOf(world)).toEqual([
    [
      "POST",
      "/api/v2/webhooks",
      {
        webhook: {
          name: "Tickline",
          endpoint: ENDPOINT,
          status: "active",
          http_method: "POST",
          request_format: "json",
          subscriptions: EVENTS,
        },
      },
    ],
  ]);
  expect(variables).toEqual({ ZENDESK_WEBHOOK_SECRET: world.zendesk.admin.webhooks[0]?.secret });

  const redeployed = await world.anotherInstance({ env: variables });
  world.deliver.targetOrigin = redeployed.origin;
  const after = await examined(redeployed, "zendesk", Object.values(variables));
  expect(after.map(({ state }) => state)).toEqual(["ok", "ok", "ok"]);

  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await agentAnswers(world, { text: "We look into it" });
  expect(ana.received()).toContain("We look into it");
  expect(world.zendesk.webhooks.map(({ status }) => status)).not.toContain(401);
});

test("applied by two people at the same moment, it leaves one webhook, and both know its secret", async ({
  world,
}) => {
  const [mine, yours] = [await zendeskOf(world), await zendeskOf(world)];
  const [first, second] = await Promise.all([setRight(mine, WEBHOOK), setRight(yours, WEBHOOK)]);
  expect(world.zendesk.admin.webhooks).toHaveLength(1);
  expect(first).toEqual({ ZENDESK_WEBHOOK_SECRET: world.zendesk.admin.webhooks[0]?.secret });
  expect(second).toEqual(first);
});

test("applied twice, or by two people one after the other, it makes no second webhook", async ({ world }) => {
  const [mine, yours] = [await zendeskOf(world), await zendeskOf(world)];
  const variables = await setRight(mine, WEBHOOK);
  expect(await setRight(mine, WEBHOOK)).toEqual(variables);
  expect(await setRight(yours, WEBHOOK)).toEqual(variables);
  expect(world.zendesk.admin.webhooks).toHaveLength(1);
  expect(changesOf(world)).toHaveLength(1);
});

test("a webhook whose making was not confirmed is found the next time", async ({ world }) => {
  const findings = await zendeskOf(world);
  world.fail("zendesk", "drop-after", { times: 1, when: ({ method }) => method === "POST" });
  await expect(setRight(findings, WEBHOOK)).rejects.toThrow("zendesk unanswered");
  expect(Object.keys(await setRight(findings, WEBHOOK))).toEqual(["ZENDESK_WEBHOOK_SECRET"]);
  expect(world.zendesk.admin.webhooks).toHaveLength(1);
});

test("whatever is wrong with our webhook is set right in one change, and others' are left alone", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const { admin } = world.zendesk;
  const [ours] = admin.webhooks;
  if (!ours) throw new Error("no webhook is connected");
  const foreign = {
    ...ours,
    id: "foreign",
    name: "CRM",
    endpoint: "https://crm.example/zendesk",
    status: "inactive",
  };
  admin.webhooks.unshift(foreign);
  const untouched = structuredClone(foreign);
  const wrong = {
    status: "inactive",
    http_method: "PUT",
    request_format: "xml",
    subscriptions: ["zen:event-type:ticket.created"],
  };
  Object.assign(ours, wrong);
  const findings = await zendeskOf(world);
  expect(about(findings, WEBHOOK).fix).toMatchObject({
    says: expect.stringMatching(/status inactive to status active; method PUT to method POST/),
    overwrites: expect.stringContaining("Tickline"),
  });
  await setRight(findings, WEBHOOK);
  const right = { status: "active", http_method: "POST", request_format: "json" };
  const change = { ...right, subscriptions: ["zen:event-type:ticket.created", ...EVENTS.slice(0, 3)] };
  expect(changesOf(world)).toEqual([["PATCH", `/api/v2/webhooks/${ours.id}`, { webhook: change }]]);
  expect(foreign).toEqual(untouched);
  expect((await zendeskOf(world)).map(({ state }) => state)).toEqual(["ok", "ok", "ok"]);
  await setRight(findings, WEBHOOK);
  expect(changesOf(world)).toHaveLength(1);
});

test("a secret that is another is read from Zendesk; nothing changes there", async ({ world }) => {
  world.zendesk.connectWebhook();
  const mistaken = await world.anotherInstance({
    env: { ZENDESK_WEBHOOK_SECRET: "another-webhooks-secret" },
  });
  const findings = await zendeskOf(mistaken);
  expect(about(findings, SECRET).fix?.overwrites).toContain("ZENDESK_WEBHOOK_SECRET");
  expect(await setRight(findings, SECRET)).toEqual({
    ZENDESK_WEBHOOK_SECRET: world.deliver.zendesk.webhookSecret,
  });
  expect(changesOf(world)).toEqual([]);
});

describe("a webhook that a trigger rings", () => {
  const connect = (world: World) =>
    world.zendesk.connectWebhook({ shape: "trigger", triggerTemplate: triggerPayload() });

  test("gets its trigger, once, and keeps its way of being rung", async ({ world }) => {
    connect(world);
    world.zendesk.admin.triggers.splice(0);
    const findings = await zendeskOf(world);
    expect(await setRight(findings, TRIGGER)).toEqual({});
    await setRight(findings, TRIGGER);
    expect(world.zendesk.admin.triggers).toMatchObject([
      {
        active: true,
        conditions: {
          all: [
            { field: "comment_is_public", operator: "is", value: "requester_can_see_comment" },
            { field: "current_via_id", operator: "is_not", value: "5" },
          ],
        },
        actions: [
          { field: "notification_webhook", value: [world.zendesk.admin.webhooks[0]?.id, expect.any(String)] },
        ],
      },
    ]);
    const [made] = world.zendesk.admin.triggers.flatMap(({ actions }) => actions);
    expect(JSON.parse(String((made?.value as string[] | undefined)?.[1]))).toEqual(triggerPayload());
    expect(world.zendesk.admin.webhooks).toMatchObject([{ subscriptions: ["conditional_ticket_events"] }]);
    expect(about(await zendeskOf(world), TRIGGER).state).toBe("ok");
  });

  test("has its trigger set right, and what else the trigger does stays", async ({ world }) => {
    connect(world);
    const [trigger] = world.zendesk.admin.triggers;
    if (!trigger) throw new Error("no trigger was made");
    const brand = { field: "brand_id", operator: "is", value: "7" };
    const tag = { field: "current_tags", value: "whatsapp" };
    Object.assign(trigger, {
      title: "Ours",
      active: false,
      conditions: { all: [brand, { field: "current_via_id", operator: "is", value: "5" }], any: [] },
    });
    trigger.actions.unshift(tag);
    const findings = await zendeskOf(world);
    expect(about(findings, TRIGGER).fix?.overwrites).toContain("Ours");
    await setRight(findings, TRIGGER);
    expect(trigger).toMatchObject({ title: "Ours", active: true });
    expect(trigger.conditions.all).toContainEqual(brand);
    expect(trigger.actions).toContainEqual(tag);
    expect(about(await zendeskOf(world), TRIGGER).state).toBe("ok");
    await setRight(findings, TRIGGER);
    expect(changesOf(world).map(([method]) => method)).toEqual(["PUT"]);
  });
});

describe("the ticket field for ticks", () => {
  test("is made once, and its id is what the deployment needs", async ({ world }) => {
    const instance = await world.anotherInstance({ env: { ZENDESK_TICKS: "field" } });
    const findings = await zendeskOf(instance);
    const variables = await setRight(findings, FIELD);
    expect(await setRight(findings, FIELD)).toEqual(variables);
    const made = world.zendesk.admin.ticketFields.filter(({ title }) => title === "WhatsApp status");
    expect(made).toMatchObject([{ type: "text", active: true }]);
    expect(variables).toEqual({ ZENDESK_TICKS_FIELD_ID: String(made[0]?.id) });
    const redeployed = await world.anotherInstance({ env: { ZENDESK_TICKS: "field", ...variables } });
    expect(about(await zendeskOf(redeployed), FIELD).state).toBe("ok");
  });

  test("is taken where one of that title is there already", async ({ world }) => {
    world.zendesk.admin.ticketFields.push(
      { id: 41, title: "WhatsApp status", type: "tagger", active: true },
      { id: 42, title: "WhatsApp status", type: "text", active: true },
    );
    const env = { ZENDESK_TICKS: "field", ZENDESK_TICKS_FIELD_ID: "7" };
    const findings = await zendeskOf(await world.anotherInstance({ env }));
    expect(about(findings, FIELD).fix?.overwrites).toContain("ZENDESK_TICKS_FIELD_ID");
    expect(await setRight(findings, FIELD)).toEqual({ ZENDESK_TICKS_FIELD_ID: "42" });
    expect(changesOf(world)).toEqual([]);
  });
});

testContracts(
  "what setup asks of Zendesk satisfies its description (skipped without it beside the project)",
  async ({ world }) => {
    const { env, violations } = await checkedInstance(world, { ZENDESK_TICKS: "field" });
    const checked = await world.anotherInstance({ env });
    const first = await zendeskOf(checked);
    await setRight(first, WEBHOOK);
    await setRight(first, FIELD);
    Object.assign(world.zendesk.admin.webhooks[0] ?? {}, { status: "inactive" });
    await setRight(await zendeskOf(checked), WEBHOOK);
    world.zendesk.admin.webhooks.splice(0);
    world.zendesk.connectWebhook({ shape: "trigger", triggerTemplate: triggerPayload() });
    world.zendesk.admin.triggers.splice(0);
    await setRight(await zendeskOf(checked), TRIGGER);
    Object.assign(world.zendesk.admin.triggers[0] ?? {}, { active: false });
    await setRight(await zendeskOf(checked), TRIGGER);
    expect(changesOf(world).map(([method]) => method)).toEqual(["POST", "POST", "PATCH", "POST", "PUT"]);
    // Zendesk documents in prose, for all its lists, how they are paged.
    const PAGED = { path: "/api/v2/triggers.json", problems: ["query.page[size] is not in the contract"] };
    expect(await violations()).toEqual(Array(4).fill(expect.objectContaining(PAGED)));
  },
);
