import { expect } from "vitest";
import {
  begin,
  consent,
  lapse,
  openBrowser,
  peopleOf,
  SESSION_SECRET,
  signedInAs,
  signIn,
  test,
} from "../support/agent-browser.ts";
import { signedIn } from "../support/console.ts";

const sessions = "select zendesk_user_id, name, role from console_sessions order by created_at";
const trail = "select by, actor_id, actor_name, action, subject, became from audit order by at, id";

test("an agent signs in with Zendesk, comes to the page they wanted, and is named there", async ({
  world,
}) => {
  const { dana } = peopleOf(world);
  const browser = openBrowser(world);
  const answer = await signIn(browser, dana, "/console/tasks?show=dead");
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/console/tasks?show=dead");

  const page = await browser.get("/console");
  expect(page.status).toBe(200);
  const text = await page.text();
  expect(text).toContain("Dana");
  expect(text).toContain("Sign out");
  const id = String(dana.id);
  expect(await world.database.rows(sessions)).toEqual([{ zendesk_user_id: id, name: "Dana", role: "agent" }]);
  expect(await world.database.rows(trail)).toEqual([
    {
      by: "console",
      actor_id: id,
      actor_name: "Dana",
      action: "session.begin",
      subject: `agent:${id}`,
      became: { role: "agent" },
    },
  ]);
});

test("an admin of Zendesk is an admin here, and their token is used once, for themselves", async ({
  world,
}) => {
  const { admin } = peopleOf(world);
  await signedInAs(world, admin);
  expect(await world.database.rows(sessions)).toMatchObject([{ name: admin.name, role: "admin" }]);
  const [token, ...others] = world.zendesk.oauth.tokens;
  expect(others).toEqual([]);
  expect(token?.scope).toBe("users:read");
  const bearer = `Bearer ${token?.value}`;
  expect(
    world.calls.filter(({ headers }) => headers.authorization === bearer).map(({ path }) => path),
  ).toEqual(["/api/v2/users/me.json"]);
  const rows = await world.database.rows(
    "select s.*, o.detail from console_sessions s cross join one_time_codes o",
  );
  expect(JSON.stringify([rows, world.logged])).not.toContain(token?.value);
});

test.for(["", "Da\u0000na", "Da\ud800na"])("an agent called %j signs in", async (name, { world }) => {
  const { dana } = peopleOf(world);
  Object.assign(dana, { name });
  const browser = await signedInAs(world, dana);
  await lapse(world, 601);
  expect((await browser.get("/console")).status).toBe(200);
  expect(await world.database.rows(sessions)).toMatchObject([{ name: name && "Da\ufffdna" }]);
});

test("CONSOLE_ADMINS names the admins, whatever Zendesk calls them", async ({ world }) => {
  const { admin, dana } = peopleOf(world);
  const other = await world.anotherInstance({ env: { CONSOLE_ADMINS: `1, ${dana.id}` } });
  for (const user of [dana, admin]) await signedInAs({ ...world, origin: other.origin }, user);
  expect((await world.database.rows<{ role: string }>(sessions)).map(({ role }) => role)).toEqual([
    "admin",
    "agent",
  ]);
});

test("the browser is sent to Zendesk with a challenge, a state and the narrowest scope", async ({
  world,
}) => {
  const browser = openBrowser(world);
  const asked = new URL(await begin(browser));
  expect(asked.pathname).toBe("/acme.zendesk.com/oauth/authorizations/new");
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    response_type: "code",
    client_id: "tickline",
    redirect_uri: `${world.origin}/console/signed-in`,
    scope: "users:read",
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
  });
  const [kept] = await world.database.rows<{ hash: string; detail: object }>("select * from one_time_codes");
  expect(JSON.stringify(kept)).not.toContain(asked.searchParams.get("state"));
  expect(JSON.stringify(kept)).not.toContain(browser.cookies.get("tickline-sign-in"));
});

test("whoever is not signed in sees both ways, and the password opens by its own link", async ({ world }) => {
  const browser = openBrowser(world);
  const page = await browser.get("/console/contacts?cursor=1");
  expect(page.status).toBe(401);
  expect(page.headers.get("www-authenticate")).toBeNull();
  const text = await page.text();
  expect(text).toContain(`href="/console/sign-in?to=%2Fconsole%2Fcontacts%3Fcursor%3D1"`);
  expect(text).not.toContain("<nav");
  expect(text).toContain(`href="/console?with=password"`);
  const asked = await browser.get("/console?with=password");
  expect([asked.status, asked.headers.get("www-authenticate")]).toEqual([
    401,
    expect.stringMatching(/^Basic/),
  ]);
  const password = signedIn(world.env.CONSOLE_PASSWORD ?? "");
  expect((await browser.get("/console?with=password", password)).status).toBe(200);
  expect((await browser.get("/console/tasks", password)).status).toBe(200);
  expect((await browser.get("/console", signedIn("not-the-password"))).status).toBe(401);
});

test("without CONSOLE_PASSWORD nobody is asked for one, and the one that was opens nothing", async ({
  world,
}) => {
  const other = await world.anotherInstance({ env: { CONSOLE_PASSWORD: undefined } });
  const browser = openBrowser(other);
  for (const headers of [{}, signedIn(world.env.CONSOLE_PASSWORD ?? "")]) {
    for (const path of ["/console", "/console?with=password", "/console/tasks"]) {
      const page = await browser.get(path, headers);
      expect([page.status, page.headers.get("www-authenticate")], path).toEqual([401, null]);
      expect(await page.text()).not.toContain("password");
    }
  }
  const { dana } = peopleOf(world);
  expect((await signIn(browser, dana)).status).toBe(303);
  expect((await browser.get("/console")).status).toBe(200);
});

test("with neither way, the console names both", async ({ world }) => {
  const none = { CONSOLE_PASSWORD: undefined, SESSION_SECRET: undefined };
  const page = await openBrowser(await world.anotherInstance({ env: none })).get("/console");
  expect(page.status).toBe(503);
  expect(await page.text()).toMatch(/set CONSOLE_PASSWORD; or else SESSION_SECRET\b/);
  const client = {
    ZENDESK_OAUTH_CLIENT_ID: undefined,
    ZENDESK_EMAIL: "a@example.com",
    ZENDESK_API_TOKEN: "x",
  };
  const token = await world.anotherInstance({ env: { ...none, ...client } });
  expect(await (await openBrowser(token).get("/console")).text()).toMatch(
    /or else SESSION_SECRET, ZENDESK_OAUTH_CLIENT_ID, ZENDESK_OAUTH_CLIENT_SECRET/,
  );
  expect((await openBrowser(token).get("/console/sign-in")).status).toBe(503);
});

test("signing out ends the session here, in the browser, and on the trail", async ({ world }) => {
  const { dana } = peopleOf(world);
  const browser = await signedInAs(world, dana);
  const [, value = ""] = [...browser.cookies].find(([name]) => name === "tickline") ?? [];
  expect((await browser.post("/console/sign-out", {}, { origin: "https://evil.example" })).status).toBe(403);
  expect((await browser.get("/console")).status).toBe(200);
  expect((await browser.get("/console/sign-out")).status).toBe(404);

  const out = await browser.post("/console/sign-out");
  expect([out.status, out.headers.get("location")]).toEqual([303, "/console/signed-out"]);
  expect(browser.kept).toEqual([expect.stringMatching(/^tickline=; Path=\/; Max-Age=0;/)]);
  expect(await (await browser.get("/console/signed-out")).text()).toContain("signed out");
  expect((await browser.get("/console", { cookie: `tickline=${value}` })).status).toBe(401);
  expect(await world.database.rows(sessions)).toEqual([]);
  expect(await world.database.rows(trail)).toMatchObject([
    { action: "session.begin" },
    { action: "session.end", by: "console", actor_name: "Dana" },
  ]);
});

test("a page costs one statement for who visits it", async ({ world }) => {
  const { dana } = peopleOf(world);
  const browser = await signedInAs(world, dana);
  let statements = 0;
  const { query } = world.deps.db;
  world.deps.db.query = (statement) => {
    statements += 1;
    return query(statement);
  };
  expect((await browser.get("/console/nowhere")).status).toBe(404);
  expect(statements).toBe(1);
});

test("another SESSION_SECRET ends every session, and what was begun", async ({ world }) => {
  const { dana } = peopleOf(world);
  const browser = await signedInAs(world, dana);
  const other = await world.anotherInstance({ env: { SESSION_SECRET: `another-${SESSION_SECRET}` } });
  const there = openBrowser(other);
  const begun = await consent(await begin(openBrowser(world)), dana);
  for (const [name, value] of browser.cookies) there.cookies.set(name, value);
  const page = await there.get("/console");
  expect([page.status, await page.text()]).toEqual([401, expect.stringContaining("Sign in again")]);
  expect((await there.get(new URL(begun).pathname + new URL(begun).search)).status).toBe(400);
});

test("after eight hours a session is over, and the daily cron forgets it", async ({ world }) => {
  const { dana } = peopleOf(world);
  const browser = await signedInAs(world, dana);
  await lapse(world, 8 * 60 * 60 + 1);
  expect((await browser.get("/console")).status).toBe(401);
  expect(await world.database.rows(sessions)).toHaveLength(1);
  const cron = { authorization: `Bearer ${world.env.CRON_SECRET}` };
  expect((await fetch(`${world.origin}/api/cron/daily`, { headers: cron })).status).toBe(200);
  await world.settle();
  expect(await world.database.rows(sessions)).toEqual([]);
});
