import { afterEach, expect, vi } from "vitest";
import { endpoint } from "../../api/console.ts";
import { bearerIn, load, openSidebar, SIDEBAR_ENV, sidebarWith } from "../support/sidebar.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const test = testIn(() => createWorld({ env: SIDEBAR_ENV }));

const dana = ({ zendesk }: World) => zendesk.agents[0] ?? expect.unreachable();
const keysRead = (world: World) => world.callsTo("GET", "/public_key.pem").length;
const agentsAsked = (world: World) => world.callsTo("GET", `/users/${dana(world).id}`).length;

/** So much later, by this instance's clock. */
function minutesLater(minutes: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
}

afterEach(() => void vi.useRealTimers());

test("the page may be shown by our own Zendesk alone, and runs our files and Zendesk's SDK", async ({
  world,
}) => {
  // As it is deployed, where no upstream is simulated.
  const env = { ...world.deps.env, upstreamOrigin: undefined };
  const body = new URLSearchParams({ token: world.zendesk.app.signToken(dana(world)) });
  const request = new Request("https://tickline.example/api/console?sidebar=page", { method: "POST", body });
  const { zendesk } = world.deps;
  const page = await endpoint.with({ ...world.deps, env, zendesk }).POST(request);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toBe(
    "default-src 'none'; script-src 'self' https://static.zdassets.com; style-src 'self'; img-src 'self'; connect-src 'self'; " +
      "form-action 'none'; base-uri 'none'; frame-ancestors https://acme.zendesk.com",
  );
  expect(page.headers.get("x-frame-options")).toBeNull();
  expect(page.headers.get("set-cookie")).toBeNull();
  expect(page.headers.get("cache-control")).toBe("no-store");
  const html = await page.text();
  expect(html).toContain('src="https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js"');
  expect(html).not.toMatch(/<script>|<style|\son\w+=/);
});

test("what its calls are answered is nobody else's to read or show", async ({ world }) => {
  const answer = await (await openSidebar(world, dana(world))).get("/templates");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(answer.headers.get("cross-origin-resource-policy")).toBe("same-origin");
});

test.for<Record<string, string>>([
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "https://acme.zendesk.com" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
])("a call from another page, with %o, is refused whatever bearer it shows", async (headers, { world }) => {
  const sidebar = await openSidebar(world, dana(world));
  expect((await sidebar.get("/templates", headers)).status).toBe(403);
  expect((await sidebar.post("/renew", {}, headers)).status).toBe(403);
  const own = { origin: world.origin, "sec-fetch-site": "same-origin" };
  expect((await sidebar.post("/renew", {}, own)).status).toBe(200);
});

test.for(["ZENDESK_APP_ID", "SESSION_SECRET"])(
  "without %s there is no sidebar, which says so",
  async (name, { world }) => {
    const token = world.zendesk.app.signToken(dana(world));
    const { bearer } = await openSidebar(world, dana(world));
    const { origin } = await world.anotherInstance({ env: { [name]: undefined } });
    for (const answer of [
      await load({ origin }, token),
      await sidebarWith({ origin }, bearer).get("/templates"),
    ]) {
      expect(answer.status).toBe(503);
      expect(await answer.text()).toContain(`The sidebar is not configured: set ${name}.`);
    }
  },
);

test("the app's key is read once, and again when the app has another", async ({ world }) => {
  for (let n = 0; n < 3; n += 1)
    expect((await load(world, world.zendesk.app.signToken(dana(world)))).status).toBe(200);
  expect(keysRead(world)).toBe(1);
  world.zendesk.app.changeKey();
  minutesLater(2);
  expect((await load(world, world.zendesk.app.signToken(dana(world)))).status).toBe(200);
  expect(keysRead(world)).toBe(2);
});

test("tokens by wrong keys make us read the key once a minute, however many come", async ({ world }) => {
  const [right, { app }] = [world.zendesk.app.signToken(dana(world)), world.zendesk];
  app.changeKey();
  const wrong = Array.from({ length: 5 }, () => app.signToken(dana(world)));
  app.changeKey();
  await load(world, app.signToken(dana(world)));
  minutesLater(2);
  const answers = await Promise.all([right, ...wrong].map((token) => load(world, token)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  expect(keysRead(world)).toBe(2);
});

test("while no key is known, strangers' tokens make us ask for it once in some seconds", async ({
  world,
}) => {
  const { app } = world.zendesk;
  world.fail("zendesk", { status: 503 }, { when: ({ path }) => path.includes("/public_key") });
  const tokens = Array.from({ length: 10 }, () => app.signToken(dana(world)));
  const answers = [
    await load(world, tokens[0]),
    ...(await Promise.all(tokens.map((token) => load(world, token)))),
  ];
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect(keysRead(world)).toBe(1);
  world.heal();
  minutesLater(0.1);
  const agents = await Promise.all(tokens.map((token) => load(world, token)));
  expect(new Set(agents.map(({ status }) => status))).toEqual(new Set([200]));
  expect(keysRead(world)).toBe(2);
});

test("a key that is not at its first address is read from the second", async ({ world }) => {
  world.fail("zendesk", { status: 404 }, { when: ({ path }) => path.endsWith(".pem") });
  expect((await load(world, world.zendesk.app.signToken(dana(world)))).status).toBe(200);
});

test("while Zendesk is away the page says so, and yesterday's key is good", async ({ world }) => {
  const { app } = world.zendesk;
  world.fail("zendesk", { status: 503 });
  const first = await load(world, app.signToken(dana(world)));
  expect(first.status).toBe(503);
  expect(await first.text()).toContain("Zendesk cannot be reached");
  world.heal();
  minutesLater(0.1);
  await load(world, app.signToken(dana(world)));
  world.fail("zendesk", { status: 503 });
  minutesLater(25 * 60);
  expect((await load(world, app.signToken(dana(world)))).status).toBe(200);
});

test("each call asks whether the agent is active, as Zendesk said within a minute", async ({ world }) => {
  const sidebar = await openSidebar(world, dana(world));
  for (let n = 0; n < 3; n += 1) expect((await sidebar.get("/templates")).status).toBe(200);
  expect(agentsAsked(world)).toBe(1);
  dana(world).suspended = true;
  minutesLater(1.1);
  const refused = await sidebar.get("/templates");
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: "The sidebar is for active agents of this Zendesk." });
  dana(world).suspended = false;
  expect((await sidebar.get("/templates")).status).toBe(200);
});

test("an end user, a deleted one and one whom Zendesk does not have are refused", async ({ world }) => {
  const { zendesk } = world;
  const userId = Number(
    (await world.deps.zendesk.upsertEndUser({ name: "Ana", phone: null, externalId: "ana" })).id,
  );
  const robin = zendesk.agents[1] ?? expect.unreachable();
  zendesk.deleteUser(robin.id);
  for (const user of [{ id: userId }, robin, { id: 4711 }]) {
    const sidebar = await openSidebar(world, user);
    for (const answer of [
      await sidebar.get("/templates"),
      await sidebar.post("/number", { ticketId: "1001" }),
    ]) {
      expect(answer.status).toBe(403);
    }
  }
});

test.for(["hang-up", 500, 401, 429] as const)(
  "a call while Zendesk does not answer (%s) says so, and nothing else",
  async (fault, { world }) => {
    const sidebar = await openSidebar(world, dana(world));
    world.fail("zendesk", fault === "hang-up" ? "drop-after" : { status: fault });
    const answer = await sidebar.get("/templates");
    expect(answer.status).toBe({ "hang-up": 503, 500: 503, 401: 502, 429: 429 }[fault]);
    expect((await answer.json()).error).toMatch(/^Zendesk /);
    world.heal();
    expect((await sidebar.get("/templates")).status).toBe(200);
  },
);

test("a bearer lasts a quarter of an hour, is renewed by the page, and ends eight hours after the token", async ({
  world,
}) => {
  const page = await load(world, world.zendesk.app.signToken(dana(world)));
  const first = sidebarWith(world, await bearerIn(page));
  minutesLater(14);
  let { bearer } = await (await first.post("/renew")).json();
  minutesLater(2);
  expect((await first.get("/templates")).status).toBe(401);
  expect((await first.post("/renew")).status).toBe(401);
  expect((await sidebarWith(world, bearer).get("/templates")).status).toBe(200);
  minutesLater(-2);
  for (let renewed = 0; renewed < 33; renewed += 1) {
    minutesLater(14);
    const answer = await sidebarWith(world, bearer).post("/renew");
    expect(answer.status).toBe(200);
    bearer = (await answer.json()).bearer;
  }
  minutesLater(14);
  expect((await sidebarWith(world, bearer).post("/renew")).status).toBe(401);
});

test("two agents hold bearers of their own", async ({ world }) => {
  const [one, other] = await Promise.all(world.zendesk.agents.map((agent) => openSidebar(world, agent)));
  expect(one?.bearer).not.toBe(other?.bearer);
  dana(world).suspended = true;
  expect((await one?.get("/templates"))?.status).toBe(403);
  expect((await other?.get("/templates"))?.status).toBe(200);
});
