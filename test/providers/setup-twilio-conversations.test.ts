import { expect } from "vitest";
import {
  changes,
  ELSEWHERE,
  EVENTS_URL,
  examine,
  look,
  OUR_CONVERSATIONS,
  test,
} from "../support/twilio-account.ts";
import type { World } from "../support/world.ts";

const ACCOUNTS = "Webhook of Conversations (the account's)";
const SERVICES = "Webhook of Conversations (the service's)";
const IN_USE = { CONVERSATIONS_CREATE_TICKETS: "true" };
const IN_SERVICE = { TWILIO_CONVERSATIONS_SERVICE_SID: OUR_CONVERSATIONS };

const accountWide = ({ twilio }: World) => twilio.setUp.conversations.account;

function addService({ twilio }: World, post_webhook_url: string | null = null) {
  const service = {
    method: "POST",
    filters: null as string[] | null,
    pre_webhook_url: null,
    post_webhook_url,
  };
  twilio.setUp.conversations.services[OUR_CONVERSATIONS] = service;
  return service;
}

test("a webhook that leads elsewhere is of no interest while Conversations are not used", async ({
  world,
}) => {
  accountWide(world).post_webhook_url = ELSEWHERE;
  const finding = await look(world, "Webhook of Conversations");
  expect(finding).toMatchObject({
    state: "off",
    cure: expect.stringContaining("CONVERSATIONS_CREATE_TICKETS"),
  });
  expect(finding.fix).toBeUndefined();
});

test.for([
  ["no URL", { post_webhook_url: null }, "No URL is set", null],
  [
    "another system's URL",
    { post_webhook_url: ELSEWHERE },
    "another system",
    "https://flows.other.example/hook?…",
  ],
  ["GET", { method: "GET" }, "by GET", null],
  [
    "GET for a webhook before the fact as well",
    { method: "GET", pre_webhook_url: ELSEWHERE },
    "by GET",
    "the method GET of the pre-event webhook",
  ],
  ["Flex as its target", { target: "flex" }, "go to Flex", "the target Flex"],
  ["no filters", { filters: null }, "does not tell of onConversationAdded", null],
  [
    "some filters only",
    { filters: ["onMessageAdded", "onUserAdded"] },
    "does not tell of onConversationAdded",
    null,
  ],
] as const)(
  "a webhook with %s is broken where tickets come from it, and can be set",
  async ([, wrong, says, lost], { world }) => {
    Object.assign(accountWide(world), wrong);
    const finding = await look(world, ACCOUNTS, IN_USE);
    expect(finding).toMatchObject({
      state: "broken",
      says: expect.stringContaining(says),
      fix: { overwrites: lost },
    });
    for (let times = 0; times < 2; times += 1) {
      expect(await finding.fix?.apply()).toEqual({});
      expect((await look(world, ACCOUNTS, IN_USE)).state).toBe("ok");
    }
    expect(accountWide(world)).toMatchObject({
      post_webhook_url: EVENTS_URL,
      method: "POST",
      target: "webhook",
    });
    expect(new Set(accountWide(world).filters).size).toBe(accountWide(world).filters?.length);
  },
);

test("what the webhook before the fact hears of, and its URL, stay as they are", async ({ world }) => {
  Object.assign(accountWide(world), {
    filters: ["onMessageAdd"],
    pre_webhook_url: ELSEWHERE,
    post_webhook_url: null,
  });
  const { fix } = await look(world, ACCOUNTS, IN_USE);
  await fix?.apply();
  expect(accountWide(world)).toMatchObject({ pre_webhook_url: ELSEWHERE, post_webhook_url: EVENTS_URL });
  expect(accountWide(world).filters).toContain("onMessageAdd");
  expect(changes(world)).toMatchObject([{ path: "/v1/Configuration/Webhooks", body: { Target: "webhook" } }]);
});

test("an older path for the events is fine", async ({ world }) => {
  accountWide(world).post_webhook_url = EVENTS_URL.replace(
    "twilio/conversation-events",
    "webhooks/twilio-event",
  );
  expect(await look(world, ACCOUNTS)).toMatchObject({
    state: "ok",
    says: expect.stringContaining("older path"),
  });
});

test("a service without a webhook of its own is heard of by the account's", async ({ world }) => {
  addService(world);
  expect((await look(world, ACCOUNTS, IN_SERVICE)).state).toBe("ok");
});

test("where the account's leads elsewhere, the service gets one of its own, and the account's stays", async ({
  world,
}) => {
  const service = addService(world);
  accountWide(world).post_webhook_url = ELSEWHERE;
  const finding = await look(world, SERVICES, IN_SERVICE);
  expect(finding).toMatchObject({
    state: "warning",
    fix: { overwrites: "https://flows.other.example/hook?…" },
  });
  expect(finding.fix?.says).toContain("hears nothing of this service");
  await finding.fix?.apply();
  expect(accountWide(world).post_webhook_url).toBe(ELSEWHERE);
  expect(service.post_webhook_url).toBe(EVENTS_URL);
  expect((await look(world, SERVICES, IN_SERVICE)).state).toBe("ok");
  const [change] = changes(world);
  expect(change?.path).toBe(`/v1/Services/${OUR_CONVERSATIONS}/Configuration/Webhooks`);
  expect(change?.body).not.toHaveProperty("Target");
});

test("a service's own webhook silences the account's, which leads here in vain", async ({ world }) => {
  addService(world, ELSEWHERE);
  expect(await look(world, SERVICES, IN_SERVICE)).toMatchObject({
    state: "warning",
    says: expect.stringContaining("another system"),
  });
  const { conversations } = world.twilio.setUp;
  conversations.services[conversations.defaultService] = {
    ...addService(world),
    post_webhook_url: ELSEWHERE,
  };
  expect((await look(world, "Webhook of Conversations (the default service's)", IN_USE)).state).toBe(
    "broken",
  );
});

test("a service that the account does not have is broken", async ({ world }) => {
  const findings = await examine(world, IN_SERVICE);
  expect(findings.find(({ what }) => what === "Webhook of Conversations")).toMatchObject({
    state: "broken",
    cure: expect.stringContaining("TWILIO_CONVERSATIONS_SERVICE_SID"),
  });
});
