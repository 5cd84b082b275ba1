import { expect } from "vitest";
import type { MetaSetup } from "../sandbox/meta/setup-state.ts";
import { examineMeta, fixOf, inOrder, settings } from "../support/meta-setup.ts";
import { test } from "../support/shared-world.ts";

const ELSEWHERE = "https://other.example/hook/a-secret-in-a-path";
const THIRD = "https://third.example/hook/a-secret-in-a-path";

const subscribed = (url: string) => (setup: MetaSetup) => {
  const object = "whatsapp_business_account";
  setup.app.subscriptions = [{ object, callback_url: url, active: true, fields: ["messages"] }];
};
const overridden = (url: string) => (setup: MetaSetup) => {
  setup.numberOverride = url;
};
const overriddenAccount = (url: string) => (setup: MetaSetup) => {
  setup.account.subscribedApps = [{ id: setup.app.id, name: setup.app.name, override: url }];
};
const menuOf = (command_name: string) => (setup: MetaSetup) => {
  setup.number.conversational_automation = { commands: [{ command_name, command_description: "Book" }] };
};

const CASES = [
  {
    what: "Webhook of the app",
    found: (setup: MetaSetup) => {
      setup.app.subscriptions = [];
    },
    meanwhile: subscribed(ELSEWHERE),
    named: "https://other.example/…",
  },
  {
    what: "Webhook override of the phone number",
    found: overridden(ELSEWHERE),
    meanwhile: overridden(THIRD),
    named: "https://third.example/…",
  },
  {
    what: "Webhook override of the business account",
    found: overriddenAccount(ELSEWHERE),
    meanwhile: overriddenAccount(THIRD),
    named: "https://third.example/…",
  },
  { what: "Command menu", found: menuOf("hotel"), meanwhile: menuOf("flight"), named: "/flight" },
];

test.for(CASES)(
  "$what stays when somebody set it while setup was asking",
  async ({ what, found, meanwhile, named }, { shared: world }) => {
    const setup = inOrder(world);
    found(setup);
    const fix = fixOf(await examineMeta(world), what);
    meanwhile(setup);
    const before = structuredClone(setup);
    await expect(fix.apply()).rejects.toMatchObject({
      name: "RefusedError",
      message: `somebody has set ${named} there since it was looked at, and it stays: look again`,
    });
    expect(setup).toEqual(before);
    expect(settings(world)).toEqual([]);
  },
);

test("fields that somebody subscribed to meanwhile stay", async ({ shared: world }) => {
  const setup = inOrder(world);
  const [ours] = setup.app.subscriptions;
  Object.assign(ours ?? {}, { fields: ["messages"] });
  const fix = fixOf(await examineMeta(world), "Webhook of the app");
  Object.assign(ours ?? {}, { fields: ["messages", "calls"] });
  await fix.apply();
  expect(setup.app.subscriptions[0]?.fields).toContain("calls");
});
