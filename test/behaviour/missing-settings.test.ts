import { expect } from "vitest";
import type { Finding } from "../../lib/domain/findings/finding.ts";
import { visit } from "../support/console.ts";
import { about, examined, oursOf, statesOf } from "../support/examined.ts";
import { test, type World } from "../support/world.ts";

/** As whoever runs the deployment hears it. */
async function healthAt(origin: string, { env }: World) {
  for (const secret of [env.CRON_SECRET, env.API_KEY]) {
    const headers = { authorization: `Bearer ${secret}` };
    const response = await fetch(`${origin}/api/health`, { headers });
    const health: unknown = await response.json().catch(() => null);
    if (health) return health;
  }
  throw new Error("neither secret opens the health check");
}

/** What is not well of these, by what the doctor calls them. */
const unwell = (findings: Finding[], names: readonly string[]) =>
  names.filter((name) => ["broken", "warning"].includes(statesOf(findings)[name] ?? "not looked at"));

const PREVIEW = { VERCEL_ENV: "preview", VERCEL_URL: "preview.example", UPSTREAM_ORIGIN: undefined };
const [NUMBERS, BYPASS] = ["PREVIEW_ALLOWED_NUMBERS", "VERCEL_AUTOMATION_BYPASS_SECRET"] as const;

test.for([
  [["PUBLIC_BASE_URL"], { PUBLIC_BASE_URL: undefined }],
  [["CRON_SECRET"], { CRON_SECRET: "" }],
  [["API_KEY"], { API_KEY: "changeme" }],
  [["CONSOLE_PASSWORD"], { CONSOLE_PASSWORD: undefined }],
  [["CONSOLE_PASSWORD"], { CONSOLE_PASSWORD: "too-short" }],
  [["ZENDESK_WEBHOOK_SECRET"], { ZENDESK_WEBHOOK_SECRET: undefined }],
  [[NUMBERS, BYPASS], PREVIEW],
  [[BYPASS], { ...PREVIEW, [NUMBERS]: "+14155550100" }],
] as const)("the health check and the doctor both miss %j", async ([names, env], { world }) => {
  const { origin } = await world.anotherInstance({ env });
  expect(await healthAt(origin, world)).toMatchObject({ missingSettings: names });
  const findings = await oursOf(world, env);
  expect(unwell(findings, names)).toEqual(names);
  const others = ["CRON_SECRET", "API_KEY", "CONSOLE_PASSWORD", "ZENDESK_WEBHOOK_SECRET", NUMBERS, BYPASS];
  expect(
    unwell(
      findings,
      others.filter((name) => !names.some((one) => one === name)),
    ),
  ).toEqual([]);
});

test("both miss the database, of whose settings one is enough", async ({ world }) => {
  const env = { DATABASE_URL: undefined };
  const { origin } = await world.anotherInstance({ env });
  expect(await healthAt(origin, world)).toMatchObject({ missingSettings: ["POSTGRES_URL", "DATABASE_URL"] });
  const findings = await oursOf(world, env);
  expect(about(findings, "Database").cure).toContain("POSTGRES_URL or DATABASE_URL");
  expect(about(findings, "Settings").state).toBe("ok");
});

test("neither misses the secret of Zendesk's webhook where Zendesk is not used", async ({ world }) => {
  const env = { ZENDESK_WEBHOOK_SECRET: undefined, ZENDESK_SUBDOMAIN: undefined };
  const { origin } = await world.anotherInstance({ env });
  expect(await healthAt(origin, world)).toMatchObject({ missingSettings: [] });
  expect(about(await oursOf(world, env), "Settings").state).toBe("ok");
});

test.for([
  ["twilio", ["TWILIO_API_KEY_SECRET"], { TWILIO_API_KEY_SID: `SK${"1".repeat(32)}` }],
  ["meta", ["WHATSAPP_WEBHOOK_SECRET"], { WHATSAPP_WEBHOOK_SECRET: undefined }],
  ["zendesk", ["ZENDESK_SUBDOMAIN"], { ZENDESK_SUBDOMAIN: undefined }],
] as const)("of %s both miss %j", async ([upstream, missing, env], { world }) => {
  const instance = await world.anotherInstance({ env });
  expect(await healthAt(instance.origin, world)).toMatchObject({
    providers: { [upstream]: { configured: false, missing } },
  });
  const findings = await examined(instance, upstream);
  expect(findings.map(({ state, says }) => [state, says])).toEqual([
    ["broken", expect.stringContaining(missing[0])],
  ]);
});

test("the console's page of what is set up names what the health check names", async ({ world }) => {
  const env = { API_KEY: undefined, CRON_SECRET: "", ZENDESK_WEBHOOK_SECRET: undefined };
  const { origin } = await world.anotherInstance({ env });
  const page = await (await visit({ ...world, origin }, "/setup?examine=1")).text();
  for (const name of Object.keys(env)) expect(page).toMatch(new RegExp(`</span> ${name}</h3>`));
});
