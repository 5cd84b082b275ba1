import { describe, expect } from "vitest";
import { about, examined, setRight } from "../support/examined.ts";
import { test, type World } from "../support/world.ts";

const WEBHOOK = "Webhook for agents' answers";
const ENDPOINT = "https://tickline.example/api/zendesk/agent-reply";

const zendeskOf = (instance: Pick<World, "deps">) => examined(instance, "zendesk");

describe("a preview", () => {
  const BYPASS = "the-bypass-of-the-preview-0123456";
  const PREVIEW = {
    VERCEL_ENV: "preview",
    VERCEL_BRANCH_URL: "tickline-git-branch.vercel.app",
    VERCEL_URL: "tickline-abc.vercel.app",
    VERCEL_AUTOMATION_BYPASS_SECRET: BYPASS,
  };

  test("gets a webhook of its own that passes Deployment Protection, and production's stays", async ({
    world,
  }) => {
    world.zendesk.connectWebhook();
    const [production] = structuredClone(world.zendesk.admin.webhooks);
    const preview = await world.anotherInstance({ env: PREVIEW });
    const findings = await examined(preview, "zendesk", [BYPASS]);
    expect(about(findings, WEBHOOK)).toMatchObject({
      state: "broken",
      actual: `only others: ${ENDPOINT}`,
      fix: { says: expect.stringMatching(/This is a preview.*this branch's deployment/) },
    });
    await setRight(findings, WEBHOOK);
    expect(world.zendesk.admin.webhooks).toMatchObject([
      production,
      {
        endpoint: `https://tickline-git-branch.vercel.app/api/zendesk/agent-reply?x-vercel-protection-bypass=${BYPASS}`,
      },
    ]);
  });

  test("whose bypass was changed has its webhook set right, and shows neither", async ({ world }) => {
    const old = await world.anotherInstance({
      env: { ...PREVIEW, VERCEL_AUTOMATION_BYPASS_SECRET: "the-old-bypass" },
    });
    await setRight(await zendeskOf(old), WEBHOOK);
    for (const webhook of world.zendesk.admin.webhooks) webhook.endpoint += "&key=of-somebody";
    const findings = await examined(await world.anotherInstance({ env: PREVIEW }), "zendesk", [
      BYPASS,
      "the-old-bypass",
      "of-somebody",
    ]);
    expect(about(findings, WEBHOOK)).toMatchObject({
      state: "broken",
      actual: expect.stringContaining("x-vercel-protection-bypass=<secret>"),
    });
    await setRight(findings, WEBHOOK);
    expect(world.zendesk.admin.webhooks).toMatchObject([{ endpoint: expect.stringContaining(BYPASS) }]);
  });
});

test("production's webhook at another address of its own is moved, not doubled", async ({ world }) => {
  world.zendesk.connectWebhook();
  const env = {
    VERCEL_ENV: "production",
    VERCEL_PROJECT_PRODUCTION_URL: "tickline.example",
    PUBLIC_BASE_URL: "https://support.example",
  };
  const findings = await zendeskOf(await world.anotherInstance({ env }));
  expect(about(findings, WEBHOOK).state).toBe("warning");
  await setRight(findings, WEBHOOK);
  expect(world.zendesk.admin.webhooks).toMatchObject([
    { endpoint: "https://support.example/api/zendesk/agent-reply" },
  ]);
});
