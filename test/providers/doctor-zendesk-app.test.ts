import { strToU8, zipSync } from "fflate";
import { describe, expect } from "vitest";
import { packApp } from "../../lib/cli/app/pack.ts";
import { zendeskAccount } from "../../lib/zendesk/doctor/account.ts";
import { installApp } from "../../lib/zendesk/doctor/install-app.ts";
import { about, statesOf, zendeskOf } from "../support/examined.ts";
import { test, type World } from "../support/world.ts";

const APP = "App of the sidebar";
const INSTALLATION = "Installation of the sidebar";
const KEY = "Public key of the sidebar";
const SECRET = "SESSION_SECRET of the sidebar";
const SESSION_SECRET = "a-session-secret-for-tests-of-32-characters";

/** Variables of a deployment whose sidebar is installed as set-up installs it. */
function installed({ zendesk }: World) {
  zendesk.admin.apps.install("tickline.example");
  return { ZENDESK_APP_ID: zendesk.app.id, SESSION_SECRET };
}

test("a sidebar that is all set up is found well, and none that nobody set is looked for", async ({
  world,
}) => {
  expect(statesOf(await zendeskOf(world))).not.toHaveProperty(APP);
  expect(world.calls.filter(({ path }) => path.includes("/apps"))).toEqual([]);
  const states = statesOf(await zendeskOf(world, installed(world)));
  expect(states).toMatchObject({ [APP]: "ok", [INSTALLATION]: "ok", [KEY]: "ok" });
  expect(states).not.toHaveProperty(SECRET);
  const changes = world.calls.filter(({ method, path }) => method !== "GET" && path !== "/oauth/tokens");
  expect(changes.filter(({ provider }) => provider === "zendesk")).toEqual([]);
});

test.for([
  ["gone", (world: World) => world.zendesk.admin.apps.owned.splice(0), APP, "broken", "no app with the id"],
  [
    "of another version",
    (world: World) => Object.assign(world.zendesk.admin.apps.owned[0] ?? {}, { version: "0.9.0" }),
    APP,
    "warning",
    "another version",
  ],
  [
    "not installed",
    (world: World) => world.zendesk.admin.apps.installations.splice(0),
    INSTALLATION,
    "broken",
    "not installed",
  ],
  [
    "installed for another host",
    (world: World) =>
      Object.assign(world.zendesk.admin.apps.installations[0] ?? {}, { settings: { host: "old.example" } }),
    INSTALLATION,
    "broken",
    "another host",
  ],
  [
    "switched off",
    (world: World) => Object.assign(world.zendesk.admin.apps.installations[0] ?? {}, { enabled: false }),
    INSTALLATION,
    "broken",
    "not enabled",
  ],
] as const)(
  "an app that is %s is seen, with its cure, and left to set-up",
  async ([, change, what, state, says], { world }) => {
    const env = installed(world);
    change(world);
    const finding = about(await zendeskOf(world, env), what);
    expect(finding).toMatchObject({ state, says: expect.stringContaining(says) });
    expect(finding.cure).toContain("npm run setup -- --app");
    expect(finding).not.toHaveProperty("fix");
  },
);

test("without SESSION_SECRET the sidebar is closed, and that is said", async ({ world }) => {
  const env = { ...installed(world), SESSION_SECRET: undefined };
  expect(about(await zendeskOf(world, env), SECRET)).toMatchObject({
    state: "broken",
    cure: expect.stringContaining("npm run setup"),
  });
});

test("an app that has no key lets nobody in, and that is said", async ({ world }) => {
  const env = installed(world);
  const [app] = world.zendesk.admin.apps.owned;
  Object.assign(app ?? {}, { id: 5 });
  Object.assign(world.zendesk.admin.apps.installations[0] ?? {}, { app_id: 5 });
  const found = about(await zendeskOf(world, { ...env, ZENDESK_APP_ID: "5" }), KEY);
  expect(found).toMatchObject({ state: "broken", cure: expect.stringContaining("Delete the app") });
});

test("a plan without private apps, and a Zendesk that is away, break nothing else", async ({ world }) => {
  world.zendesk.connectWebhook();
  const env = installed(world);
  world.zendesk.admin.apps.hasNone = true;
  const findings = await zendeskOf(world, env);
  expect(about(findings, APP)).toMatchObject({
    state: "warning",
    says: expect.stringContaining("not available on your plan"),
    cure: expect.stringMatching(/apps:read.*macros/),
  });
  expect(about(findings, "Webhook for agents' answers").state).toBe("ok");
  world.fail("zendesk", { status: 503 }, { times: 9, when: ({ path }) => path.includes("/apps/owned") });
  expect(about(await zendeskOf(world, env), APP).state).toBe("unknown");
});

describe("a package that is none is refused in Zendesk's words", () => {
  const TOO_LARGE = new Uint8Array(2 * 1024 * 1024 + 1);
  test.for([
    ["without a manifest at its root", zipSync({ "app/manifest.json": strToU8("{}") }), "manifest.json"],
    ["of more than 2 MB", TOO_LARGE, "larger than 2 MB"],
    ["that is no zip", strToU8("no zip"), "manifest.json"],
  ] as const)("%s", async ([, zip, words], { world }) => {
    const { env } = world.deps;
    if (!env.zendesk.configured) throw new Error("Zendesk is not configured");
    const account = zendeskAccount(env.zendesk, (_, url, init) =>
      fetch(url.replace("https://", `${world.env.UPSTREAM_ORIGIN}/`), init),
    );
    const wish = { host: "tickline.example", appId: undefined, changesInstallation: false };
    const install = (pack: Uint8Array) =>
      installApp(account, { ...wish, pack: async () => new Uint8Array(pack) });
    await expect(install(zip)).rejects.toThrow(words);
    expect(world.zendesk.admin.apps.owned).toEqual([]);
    expect(await install(packApp())).toEqual({ ZENDESK_APP_ID: world.zendesk.app.id });
  });
});
