import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect } from "vitest";
import { SIDEBAR_APP } from "../../lib/domain/sidebar/sidebar-app.ts";
import { finished } from "../../lib/zendesk/doctor/install-app.ts";
import { createFolder, personWho, runSetupHere } from "../support/setup-command.ts";
import { test, type World } from "../support/world.ts";

const HOST = "tickline.example";
const APP = [{ name: "Tickline", version: SIDEBAR_APP.version }];
const INSTALLED = [{ enabled: true, settings: { name: "Tickline", host: HOST } }];

/** `npm run setup -- --app` for Zendesk alone, in a script unless somebody is there; what it wrote is part of the next run. */
async function setUp(
  world: World,
  args: string[] = ["--app", "--yes", "--write"],
  more: Record<string, string> = {},
  person?: ReturnType<typeof personWho>,
) {
  await using folder = await createFolder();
  const { code, said } = await runSetupHere(["--only", "zendesk", ...args], {
    variables: { ...world.env, ...more },
    folder: folder.path,
    ...(person && { person }),
  });
  const text = await readFile(join(folder.path, ".env.local"), "utf8").catch(() => "");
  return { code, said, written: parseEnv(text) as Record<string, string> };
}

/** What was asked of Zendesk to change about apps. */
const changesOf = (world: World) =>
  world.calls
    .filter(({ method, path }) => method !== "GET" && path.startsWith("/api/v2/apps"))
    .map(({ method, path }) => `${method} ${path.replace("/api/v2/apps", "").replace(".json", "")}`);

test("--app uploads, makes and installs the app, tells its id and makes SESSION_SECRET; again, it does nothing", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const { apps } = world.zendesk.admin;
  const first = await setUp(world);
  expect(first.said).toContain(`installs it with the host ${HOST}`);
  expect(first.said).toContain("✓ done      App of the sidebar");
  expect(apps.owned).toMatchObject(APP);
  expect(apps.installations).toMatchObject(INSTALLED);
  expect(first.written).toMatchObject({ ZENDESK_APP_ID: world.zendesk.app.id });
  expect(first.written.SESSION_SECRET).toMatch(/^[0-9a-f]{64}$/);
  expect(changesOf(world)).toEqual(["POST /uploads", "POST ", "POST /installations"]);

  const second = await setUp(world, undefined, first.written);
  expect(second.said).toContain("Nothing was to be done.");
  expect(second.said).not.toContain("of the sidebar");
  expect(changesOf(world)).toHaveLength(3);
});

test("--dry-run shows it and does none of it, and without --app nothing is said", async ({ world }) => {
  const { said } = await setUp(world, ["--app", "--dry-run"]);
  expect(said).toContain(`Uploads the private app "Tickline", version ${SIDEBAR_APP.version}`);
  expect((await setUp(world, ["--dry-run"])).said).not.toContain("sidebar:");
  expect(changesOf(world)).toEqual([]);
});

test("an app of another version, installed elsewhere and switched off, is set right and made no second time", async ({
  world,
}) => {
  const { apps } = world.zendesk.admin;
  const ZENDESK_APP_ID = (await setUp(world)).written.ZENDESK_APP_ID ?? "";
  Object.assign(apps.owned[0] ?? {}, { version: "0.9.0" });
  Object.assign(apps.installations[0] ?? {}, { enabled: false, settings: { host: "elsewhere.example" } });
  const careful = await setUp(world, ["--app", "--yes"], { ZENDESK_APP_ID });
  expect(careful.code).toBe(1);
  expect(apps.installations).toMatchObject([{ enabled: false, settings: { host: "elsewhere.example" } }]);
  expect(apps.owned).toMatchObject(APP);
  Object.assign(apps.owned[0] ?? {}, { version: "0.9.0" });
  const before = changesOf(world).length;
  const { said } = await setUp(world, ["--app", "--yes", "--overwrite"], { ZENDESK_APP_ID });
  expect(said).toContain("lost: the host elsewhere.example");
  expect([apps.owned, apps.installations]).toMatchObject([APP, INSTALLED]);
  const id = apps.installations[0]?.id;
  expect(changesOf(world).slice(before)).toEqual([
    "POST /uploads",
    `PUT /${ZENDESK_APP_ID}`,
    `PUT /installations/${id}`,
  ]);
});

test("an app whose making was not confirmed is found by its name the next time", async ({ world }) => {
  world.fail("zendesk", "drop-after", { times: 1, when: ({ path }) => path.includes("job_statuses") });
  world.fail("zendesk", "drop-after", {
    times: 1,
    when: ({ method, path }) => method === "POST" && path.includes("installations"),
  });
  const first = await setUp(world);
  expect([first.code, first.written.ZENDESK_APP_ID]).toEqual([1, undefined]);
  await setUp(world);
  const third = await setUp(world);
  expect(third.written.ZENDESK_APP_ID).toBe(world.zendesk.app.id);
  expect(world.zendesk.admin.apps.installations).toHaveLength(1);
});

test.for(["failed", "killed"] as const)(
  "a job that %s is told in Zendesk's words",
  async (status, { world }) => {
    world.zendesk.admin.apps.jobEnds = { status, message: "Location is not valid" };
    const { code, said, written } = await setUp(world);
    expect(code).toBe(1);
    expect(said).toContain(`✗ not done  App of the sidebar: zendesk rejected`);
    expect(said).toContain(`the job ${status}: Location is not valid`);
    expect(written).not.toHaveProperty("ZENDESK_APP_ID");
  },
);

test("a job that never ends is looked at for a bounded time", async () => {
  let looks = 0;
  const account = {
    async appJob() {
      looks += 1;
      return { status: "working", message: undefined, appId: undefined };
    },
  };
  await expect(finished(account, "job", async () => {})).rejects.toThrow("zendesk unanswered");
  expect(looks).toBe(60);
});

test("a plan without private apps is said in Zendesk's words, and macros are offered once", async ({
  world,
}) => {
  world.zendesk.admin.apps.hasNone = true;
  const { said } = await setUp(world);
  expect(said).toContain("Private apps are not available on your plan.");
  expect(said).toContain(
    "Without an app, agents send templates by macros: npm run setup makes three examples",
  );
  expect([changesOf(world), world.zendesk.admin.macros]).toEqual([[], []]);

  const yes = () => personWho({ "macros: make": true, "Do th": false, replace: false, Write: false });
  await setUp(world, [], {}, yes());
  const tags = world.zendesk.admin.macros.map(({ actions }) => actions[0]?.value);
  expect(tags).toEqual([
    "whatsapp_template_order_update",
    "whatsapp_template_order_update whatsapp_language_es",
    "whatsapp_start",
  ]);
  const [deleted] = world.zendesk.admin.macros.splice(1, 1);
  Object.assign(world.zendesk.admin.macros[0] ?? {}, { active: false });
  await setUp(world, [], { WHATSAPP_START_TEMPLATE: "hello" }, yes());
  expect(world.zendesk.admin.macros.map(({ title }) => title).at(-1)).toBe(deleted?.title);
  expect(world.zendesk.admin.macros).toHaveLength(3);
});

test("whoever wants no macros gets none", async ({ world }) => {
  const person = personWho({ "macros: make": false, "Do th": false, replace: false, Write: false });
  await setUp(world, [], {}, person);
  expect(person.asked).toContain("Example macros: make them?");
  expect(world.zendesk.admin.macros).toEqual([]);
});
