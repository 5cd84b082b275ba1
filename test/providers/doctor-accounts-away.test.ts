import { expect } from "vitest";
import { META_AWAY, ZENDESK_AWAY } from "../support/away.ts";
import { about, examined, zendeskOf } from "../support/examined.ts";
import { test } from "../support/world.ts";

test.for(Object.entries(ZENDESK_AWAY))(
  "Zendesk says %s: broken, with the cure",
  async ([, fault], { world }) => {
    world.fail("zendesk", fault);
    const finding = about(await zendeskOf(world), "Zendesk's credentials");
    expect(finding).toMatchObject({
      state: "broken",
      cure: expect.stringMatching(/ZENDESK_SUBDOMAIN|Billing/),
    });
  },
);

test.for([
  ["the Auth Token", {}],
  ["an API key", { TWILIO_API_KEY_SID: `SK${"a".repeat(32)}`, TWILIO_API_KEY_SECRET: "s".repeat(32) }],
] as const)(
  "Twilio says 20403 to %s: the account is broken, not the credentials",
  async ([, env], { world }) => {
    const body = { code: 20403, message: "Forbidden", status: 403 };
    world.fail("twilio", { status: 403, body });
    const findings = await examined(await world.anotherInstance({ env }), "twilio");
    expect(about(findings, "The Twilio account")).toMatchObject({
      state: "broken",
      cure: expect.stringContaining("a payment is due"),
    });
    expect(findings.filter(({ state }) => state === "broken")).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain("refuses the credentials");
  },
);

test.for(Object.keys(META_AWAY))("Meta says %s: what is not seen has a cure", async (name, { world }) => {
  const code = Number.parseInt(name, 10);
  world.fail("meta", { status: 403, body: { error: { message: "Blocked", code } } });
  const findings = await examined(world, "meta");
  const cures = findings.filter(({ cure }) => cure?.includes("WhatsApp Manager"));
  expect(cures.length).toBeGreaterThan(0);
});
