import { describe, expect } from "vitest";
import type { Fault } from "../sandbox/upstreams/faults.ts";
import { complaints, examineMeta, inOrder, metaFindings } from "../support/meta-setup.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";
import { ACCOUNT_CASES } from "./doctor-meta-account-cases.ts";
import { WEBHOOK_CASES } from "./doctor-meta-webhook-cases.ts";

const REPLY = "Template that asks a customer to write again";

/** Every secret that an examination of Meta handles. */
function secretsOf({ deliver }: World): string[] {
  const { accessToken, appSecret, verifyToken } = deliver.meta;
  return [
    accessToken,
    appSecret,
    verifyToken,
    "a-secret-in-a-path",
    "bypass-secret",
    deliver.meta.displayNumber,
  ];
}

test("where all is as it should be, everything is ok, and nothing was changed", async ({ shared: world }) => {
  inOrder(world);
  const findings = await examineMeta(world);
  expect(complaints(findings)).toEqual([]);
  expect(Object.keys(findings)).toHaveLength(13);
  expect(world.calls.map(({ method }) => method)).not.toContain("POST");
  // The number's end is enough to know it by.
  expect(findings["Phone number"]?.says).toBe(
    "The number ending in 3881 is registered and connected, throughput STANDARD.",
  );
  expect(findings["Messaging limit"]?.says).toBe(
    "Templates may start conversations with 1,000 people in 24 hours.",
  );
});

test("tokens travel in the Authorization header, and the secret is tried as the app's", async ({
  shared: world,
}) => {
  const { app } = inOrder(world);
  await examineMeta(world);
  const { accessToken, appSecret } = world.deliver.meta;
  for (const { path, query, headers } of world.calls) {
    const isOfApp = path.endsWith("/subscriptions");
    expect(headers.authorization).toBe(`Bearer ${isOfApp ? `${app.id}|${appSecret}` : accessToken}`);
    if (!path.endsWith("/debug_token")) expect(JSON.stringify(query)).not.toContain(accessToken);
  }
  expect(world.meta.violations).toEqual([]);
});

const META = [
  "WHATSAPP_VERIFY_TOKEN",
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_PHONE_NUMBER_ID",
  "WHATSAPP_WEBHOOK_SECRET",
];

test("without any of its variables Meta is off, and nobody is asked", async ({ shared: world }) => {
  inOrder(world);
  const findings = await examineMeta(world, Object.fromEntries(META.map((name) => [name, undefined])));
  expect(complaints(findings)).toEqual([
    "off: WhatsApp through Meta: It is not used: none of the variables that connect it is set.",
  ]);
  expect(world.calls).toEqual([]);
});

test("with some of its variables it is broken, and those that are missing or malformed are named", async ({
  shared: world,
}) => {
  const env = { WHATSAPP_WEBHOOK_SECRET: undefined, WHATSAPP_PHONE_NUMBER_ID: "+15550783881" };
  const { "WhatsApp through Meta": found } = await examineMeta(world, env);
  expect(found).toMatchObject({
    state: "broken",
    says: "It is configured in part only, so it is off: WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_WEBHOOK_SECRET missing (malformed: WHATSAPP_PHONE_NUMBER_ID).",
    cure: "Set WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_WEBHOOK_SECRET and deploy, or remove the others.",
  });
});

describe("the doctor says so", () => {
  test.for([...ACCOUNT_CASES, ...WEBHOOK_CASES])(
    "when $when",
    async ({ disorder, env, what, state, says }, { shared: world }) => {
      disorder(inOrder(world));
      const findings = await examineMeta(world, { WHATSAPP_REPLY_TEMPLATE: "reply_later:en", ...env });
      expect(findings[what]).toMatchObject({ area: "meta", state, says: expect.stringMatching(says) });
      for (const found of Object.values(findings)) {
        if (found.state === "broken" || found.state === "warning")
          expect(found.cure, found.what).toBeTruthy();
      }
      for (const secret of secretsOf(world)) expect(JSON.stringify(findings)).not.toContain(secret);
    },
  );
});

test("a number whose account or app the token does not tell is not called broken for it", async ({
  shared: world,
}) => {
  Object.assign(inOrder(world).token, { accountIds: [] });
  const findings = await examineMeta(world);
  expect(complaints(findings).map((line) => line.split(":")[0])).toEqual(["unknown", "unknown", "unknown"]);
  expect(findings["Subscription to the business account"]?.cure).toContain("WHATSAPP_BUSINESS_ACCOUNT_ID");
});

const FAULTS: { how: string; fault: Fault; says: RegExp }[] = [
  { how: "throttles", fault: { status: 429 }, says: /too many calls/ },
  { how: "answers HTML", fault: "html", says: /no answer that can be read/ },
  { how: "is away", fault: "drop-before", says: /no answer that can be read/ },
  { how: "fails", fault: { status: 503 }, says: /something is wrong over there/ },
];

test.for(FAULTS)(
  "while Meta $how, nothing of it is known, and nothing is called broken",
  async (given, { shared: world }) => {
    inOrder(world);
    world.fail("meta", given.fault);
    const findings = Object.values(await metaFindings(world.deps));
    expect(findings.filter(({ state }) => state !== "unknown")).toEqual([]);
    expect(findings.length).toBeGreaterThanOrEqual(10);
    expect(findings[0]?.says).toMatch(given.says);
    expect(findings.filter(({ fix }) => fix)).toEqual([]);
    for (const secret of secretsOf(world)) expect(JSON.stringify(findings)).not.toContain(secret);
  },
);

test("what is throttled alone leaves the rest to be seen", async ({ shared: world }) => {
  inOrder(world);
  world.fail("meta", { status: 429 }, { when: ({ path }) => path.endsWith("/message_templates") });
  expect(complaints(await examineMeta(world))).toEqual([
    `unknown: ${REPLY}: It could not be looked at: Meta answers that too many calls were made for now.`,
  ]);
});
