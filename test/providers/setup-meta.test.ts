import { expect } from "vitest";
import { commandMenu } from "../../lib/commands/index.ts";
import { newSetup } from "../sandbox/meta/setup-state.ts";
import { applyTwice, complaints, examineMeta, fixOf, inOrder, settings } from "../support/meta-setup.ts";
import { test } from "../support/shared-world.ts";

const ELSEWHERE = "https://other.example/hook/a-secret-in-a-path";

test("a bare account is set up by its fixes alone, and then nothing is left to do", async ({
  shared: world,
}) => {
  Object.assign(inOrder(world), newSetup(world.deliver.meta));
  const findings = Object.values(await examineMeta(world, { WHATSAPP_REPLY_TEMPLATE: undefined }));
  expect(findings.filter(({ fix }) => fix).map(({ what }) => what)).toEqual([
    "Webhook of the app",
    "Subscription to the business account",
    "Command menu",
    "Template that asks a customer to write again",
  ]);
  let variables: Record<string, string> = {};
  for (const { fix } of findings) variables = { ...variables, ...(await fix?.apply()) };
  expect(variables).toEqual({ WHATSAPP_REPLY_TEMPLATE: "reply_later:en" });
  expect(complaints(await examineMeta(world, variables))).toEqual([
    "warning: Template that asks a customer to write again: Meta has not approved reply_later, en yet.",
  ]);
  Object.assign(world.meta.setup.account.templates[0] ?? {}, { status: "APPROVED" });
  expect(complaints(await examineMeta(world, variables))).toEqual([]);
});

test("an override of the number is removed", async ({ shared: world }) => {
  const setup = inOrder(world);
  setup.numberOverride = ELSEWHERE;
  const { fix, once } = await applyTwice(world, "Webhook override of the phone number");
  expect(fix.overwrites).toBe("https://other.example/…");
  const body = { webhook_configuration: { override_callback_uri: "" } };
  expect(once).toEqual([{ path: world.deliver.meta.phoneNumberId, body }]);
});

test("an override of the business account is removed, and the app stays subscribed", async ({
  shared: world,
}) => {
  const { account, app } = inOrder(world);
  account.subscribedApps = [{ id: app.id, name: app.name, override: ELSEWHERE }];
  const { fix, once } = await applyTwice(world, "Webhook override of the business account");
  expect(fix.overwrites).toBe("https://other.example/…");
  expect(once).toEqual([{ path: `${account.id}/subscribed_apps`, body: {} }]);
  expect(account.subscribedApps).toEqual([{ id: app.id, name: app.name }]);
});

test("the app is subscribed beside the others", async ({ shared: world }) => {
  const { account, app } = inOrder(world);
  account.subscribedApps = [{ id: "77", name: "Other" }];
  const { fix } = await applyTwice(world, "Subscription to the business account");
  expect(fix.overwrites).toBeNull();
  expect(account.subscribedApps.map(({ id }) => id)).toEqual(["77", app.id]);
});

test("the menu is replaced, what was in it is named, and the rest of the automation stays", async ({
  shared: world,
}) => {
  const { number } = inOrder(world);
  const prompts = ["Book a flight"];
  const commands = [
    { command_name: "hotel", command_description: "Book hotel" },
    { command_name: "help", command_description: "Ours, of an older version" },
  ];
  number.conversational_automation = { enable_welcome_message: false, prompts, commands };
  const { fix, once } = await applyTwice(world, "Command menu");
  expect(fix.overwrites).toBe("/hotel");
  expect(once.map(({ body }) => body)).toEqual([
    { enable_welcome_message: false, prompts, commands: commandMenu() },
  ]);
});

test("the reply template is created once, with an example, and none that exists is touched", async ({
  shared: world,
}) => {
  const { account } = inOrder(world);
  const what = "Template that asks a customer to write again";
  const unset = { WHATSAPP_REPLY_TEMPLATE: undefined };
  const existing = fixOf(await examineMeta(world, unset), what);
  expect(await existing.apply()).toEqual({ WHATSAPP_REPLY_TEMPLATE: "reply_later:en" });
  expect(settings(world)).toEqual([]);

  account.templates = [];
  const fix = fixOf(await examineMeta(world, unset), what);
  await fix.apply();
  expect(await fix.apply()).toEqual({ WHATSAPP_REPLY_TEMPLATE: "reply_later:en" });
  const text = "We have an answer to your request #{{1}}. Reply to this message, and we send it to you here.";
  const body = { type: "BODY", text, example: { body_text: [["35436"]] } };
  expect(settings(world)).toEqual([
    {
      path: `${account.id}/message_templates`,
      body: { name: "reply_later", language: "en", category: "UTILITY", components: [body] },
    },
  ]);
});
