import { expect } from "vitest";
import type { Finding } from "../../lib/domain/findings/finding.ts";
import { applyTwice, examineMeta, fixOf, inOrder, metaFindings, OUR_WEBHOOK } from "../support/meta-setup.ts";
import { test } from "../support/shared-world.ts";

const ELSEWHERE = "https://other.example/hook/a-secret-in-a-path";
const FIELDS =
  "messages,user_preferences,message_template_status_update,message_template_quality_update," +
  "message_template_components_update,template_category_update,phone_number_quality_update,business_capability_update,account_update,account_review_update," +
  "standby,messaging_handovers,smb_message_echoes";

test("the webhook is set with our verify token, in the app's name, and Meta verifies it with us", async ({
  shared: world,
}) => {
  const setup = inOrder(world);
  setup.app.subscriptions = [];
  const verified = () => world.logged.filter(({ message }) => message === "Meta webhook: verified").length;
  const before = verified();
  const { fix, once } = await applyTwice(world, "Webhook of the app");
  expect(fix.overwrites).toBeNull();
  expect(fix.says).toContain(`${OUR_WEBHOOK} in place of nothing`);
  const body = {
    object: "whatsapp_business_account",
    callback_url: OUR_WEBHOOK,
    verify_token: world.deliver.meta.verifyToken,
    fields: FIELDS,
    include_values: true,
  };
  expect(once).toEqual([{ path: `${setup.app.id}/subscriptions`, body }]);
  const [call] = world.callsTo("POST", "/subscriptions");
  expect(call?.headers.authorization).toBe(`Bearer ${setup.app.id}|${world.deliver.meta.appSecret}`);
  expect(verified() - before).toBe(2);
});

test("somebody else's webhook is named by its host before it is replaced, and its other fields stay", async ({
  shared: world,
}) => {
  const setup = inOrder(world);
  const object = "whatsapp_business_account";
  const other = { object: "page", callback_url: ELSEWHERE, active: true, fields: ["feed"] };
  const theirs = { object, callback_url: ELSEWHERE, active: true, fields: ["messages", "calls"] };
  setup.app.subscriptions = [other, theirs];
  const { fix } = await applyTwice(world, "Webhook of the app");
  expect(fix.overwrites).toBe("https://other.example/…");
  expect(JSON.stringify(fix)).not.toContain("a-secret-in-a-path");
  const [first, second] = setup.app.subscriptions;
  expect(first).toEqual(other);
  expect(second?.callback_url).toBe(OUR_WEBHOOK);
  expect(second?.fields).toEqual(["messages", "calls", ...FIELDS.split(",").slice(1)]);
});

test("missing fields are added at the alias that Meta knows", async ({ shared: world }) => {
  const setup = inOrder(world);
  const alias = "https://tickline.example/webhook";
  Object.assign(setup.app.subscriptions[0] ?? {}, { callback_url: alias, fields: ["account_update"] });
  const { fix } = await applyTwice(world, "Webhook of the app");
  expect(fix.overwrites).toBeNull();
  expect(setup.app.subscriptions[0]?.callback_url).toBe(alias);
});

test("a preview's address holds its bypass, which nobody sees, and the fix warns that messages move", async ({
  shared: world,
}) => {
  const setup = inOrder(world);
  const bypass = "bypass-secret-of-the-preview";
  const preview = await world.anotherInstance({
    env: {
      VERCEL_ENV: "preview",
      VERCEL_URL: "tickline-pr7.vercel.app",
      VERCEL_AUTOMATION_BYPASS_SECRET: bypass,
    },
  });
  const looked = async (): Promise<Finding | undefined> =>
    (await metaFindings(preview.deps))["Webhook of the app"];
  const found = await looked();
  expect(found).toMatchObject({
    state: "broken",
    expected: "https://tickline-pr7.vercel.app/api/meta/webhook?x-vercel-protection-bypass=<secret>",
    actual: "https://tickline.example/…",
    fix: {
      says: expect.stringContaining("This deployment is a preview"),
      overwrites: "https://tickline.example/…",
    },
  });
  expect(JSON.stringify(found)).not.toContain(bypass);

  const { publicBaseUrl, targetOrigin } = world.deliver;
  Object.assign(world.deliver, {
    publicBaseUrl: "https://tickline-pr7.vercel.app",
    targetOrigin: preview.origin,
  });
  await found?.fix?.apply();
  expect(setup.app.subscriptions[0]?.callback_url).toContain(`x-vercel-protection-bypass=${bypass}`);
  expect(await looked()).toMatchObject({ state: "ok" });
  Object.assign(setup.app.subscriptions[0] ?? {}, {
    callback_url: "https://tickline-pr7.vercel.app/api/meta/webhook",
  });
  expect(await looked()).toMatchObject({
    state: "broken",
    says: expect.stringContaining("lacks the preview's protection bypass"),
    fix: { overwrites: null },
  });
  Object.assign(world.deliver, { publicBaseUrl, targetOrigin });
  await preview.close();
});

test("a fix that Meta throttles changes nothing and says why", async ({ shared: world }) => {
  const setup = inOrder(world);
  setup.app.subscriptions = [];
  const fix = fixOf(await examineMeta(world), "Webhook of the app");
  world.fail("meta", { status: 429 });
  await expect(fix.apply()).rejects.toThrow("meta throttled HTTP 429 code 4");
  expect(setup.app.subscriptions).toEqual([]);
});

const REFUSALS: [string, (request: Request) => Promise<Response>, RegExp][] = [
  ["Vercel asks for a login", async () => new Response(null, { status: 401 }), /Deployment Protection/],
  ["nothing is there", async () => new Response(null, { status: 404 }), /nothing is there \(HTTP 404\)/],
  [
    "nobody answers",
    () => Promise.reject(new Error("no such host")),
    /could not reach it: .*PUBLIC_BASE_URL/,
  ],
  ["another token is deployed", async () => new Response(null, { status: 403 }), /WHATSAPP_VERIFY_TOKEN/],
  ["it is not configured there", async () => new Response(null, { status: 503 }), /Meta's variables/],
];

test.for(REFUSALS)(
  "when Meta cannot verify it since %s, the fix says so",
  async ([, send, says], { shared: world }) => {
    const setup = inOrder(world);
    setup.app.subscriptions = [];
    const fix = fixOf(await examineMeta(world), "Webhook of the app");
    world.deliver.send = send;
    const failed = expect(fix.apply()).rejects.toThrow(says);
    await failed.finally(() => Object.assign(world.deliver, { send: undefined }));
    expect(setup.app.subscriptions).toEqual([]);
  },
);

test("a field that Meta refuses keeps the app from no other", async ({ shared: world }) => {
  const setup = inOrder(world);
  setup.app.subscriptions = [];
  setup.refusedFields = ["messaging_handovers"];
  try {
    await fixOf(await examineMeta(world), "Webhook of the app").apply();
    const [subscribed] = setup.app.subscriptions;
    expect(subscribed?.fields).toEqual(FIELDS.split(",").filter((name) => name !== "messaging_handovers"));
    expect((await examineMeta(world))["Webhook of the app"]).toMatchObject({
      state: "warning",
      says: "The app is not subscribed to messaging_handovers.",
    });
  } finally {
    setup.refusedFields = [];
  }
});
