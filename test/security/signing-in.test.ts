import { describe, expect } from "vitest";
import { endpoint } from "../../api/console.ts";
import {
  type AgentBrowser,
  begin,
  consent,
  lapse,
  openBrowser,
  peopleOf,
  signedInAs,
  signIn,
  test,
} from "../support/agent-browser.ts";
import type { World } from "../support/world.ts";

const sessions = (world: World) => world.database.rows("select zendesk_user_id from console_sessions");

/** What the visitor is told, who is not signed in, has no new cookie, and has a way on. */
async function refused(world: World, browser: AgentBrowser, answer: Response) {
  const text = await answer.text();
  expect(text).toContain("Sign in with Zendesk");
  expect(browser.kept).toEqual([]);
  expect(browser.cookies.has("tickline")).toBe(false);
  expect(await sessions(world)).toEqual([]);
  return [answer.status, answer.headers.get("x-tickline-outcome")];
}

/** Zendesk's answer to the browser, with other parameters. */
function changed(address: string, changes: Record<string, string | null>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

describe("the state", () => {
  test.for([
    ["missing", { state: null }, "not-begun-here"],
    ["wrong", { state: "A".repeat(43) }, "out-of-date"],
    ["empty", { state: "" }, "not-begun-here"],
    ["no state, but something long", { state: "x".repeat(5000) }, "out-of-date"],
  ] as const)("that is %s signs nobody in", async ([, changes, outcome], { world }) => {
    const browser = openBrowser(world);
    const back = await consent(await begin(browser), peopleOf(world).dana);
    const answer = await browser.get(changed(back, changes));
    expect(await refused(world, browser, answer)).toEqual([400, outcome]);
    expect(world.zendesk.oauth.tokens).toEqual([]);
  });

  test("is good once", async ({ world }) => {
    const { dana, robin } = peopleOf(world);
    const browser = openBrowser(world);
    const address = await begin(browser);
    expect((await browser.get(await consent(address, dana))).status).toBe(303);
    const again = await browser.get(await consent(address, robin));
    expect([again.status, again.headers.get("x-tickline-outcome")]).toEqual([400, "out-of-date"]);
    expect(await sessions(world)).toEqual([{ zendesk_user_id: String(dana.id) }]);
  });

  test("of ten who use it at once lets in one", async ({ world }) => {
    const browser = openBrowser(world);
    const back = await consent(await begin(browser), peopleOf(world).dana);
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.get(back)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await sessions(world)).toHaveLength(1);
  });

  test("is too old after ten minutes", async ({ world }) => {
    const browser = openBrowser(world);
    const back = await consent(await begin(browser), peopleOf(world).dana);
    await lapse(world, 601);
    expect(await refused(world, browser, await browser.get(back))).toEqual([400, "out-of-date"]);
  });

  test("of somebody else's sign-in does not sign a victim in as them", async ({ world }) => {
    const attacker = openBrowser(world);
    const back = await consent(await begin(attacker), peopleOf(world).dana);
    const victim = openBrowser(world);
    expect(await refused(world, victim, await victim.get(back))).toEqual([400, "not-begun-here"]);
    // One that began a sign-in of its own is no better.
    await begin(victim);
    expect(await refused(world, victim, await victim.get(back))).toEqual([400, "not-begun-here"]);
  });

  test("of two tabs are two", async ({ world }) => {
    const browser = openBrowser(world);
    const first = await begin(browser, "/console/tasks");
    const second = await begin(browser, "/console/batches");
    const { dana } = peopleOf(world);
    for (const [address, to] of [
      [first, "/console/tasks"],
      [second, "/console/batches"],
    ] as const) {
      const answer = await browser.get(await consent(address, dana));
      expect(answer.headers.get("location")).toBe(to);
    }
  });
});

describe("Zendesk's answer", () => {
  test("that its user refused is said so", async ({ world }) => {
    const browser = openBrowser(world);
    const answer = await browser.get(await consent(await begin(browser, "/console/tasks"), "deny"));
    expect(await refused(world, browser, answer)).toEqual([403, "not-wanted"]);
  });

  test.for([
    ["another error", { error: "invalid_scope", code: null }],
    ["no code", { code: null }],
    ["a code that Zendesk never gave", { code: "0123456789" }],
  ] as const)("of %s signs nobody in", async ([, changes], { world }) => {
    const browser = openBrowser(world);
    const back = await consent(await begin(browser), peopleOf(world).dana);
    const answer = await browser.get(changed(back, changes));
    expect(await refused(world, browser, answer)).toEqual([403, "not-taken"]);
  });

  test("comes too late after two minutes", async ({ world }) => {
    const browser = openBrowser(world);
    const back = await consent(await begin(browser), peopleOf(world).dana);
    for (const code of world.zendesk.oauth.codes) code.expiresAt -= 120_000;
    expect(await refused(world, browser, await browser.get(back))).toEqual([403, "not-taken"]);
  });

  test.for([
    ["another verifier", `{"verifier": "${"A".repeat(43)}"}`],
    ["another redirect URL", `{"redirectUri": "https://evil.example/console/signed-in"}`],
  ] as const)("is worth nothing with %s", async ([, detail], { world }) => {
    const browser = openBrowser(world);
    const back = await consent(await begin(browser), peopleOf(world).dana);
    await world.database.rows("update one_time_codes set detail = detail || $1::jsonb", [detail]);
    expect(await refused(world, browser, await browser.get(back))).toEqual([403, "not-taken"]);
  });

  test.for([
    ["cannot be reached", "drop-before", 503, "zendesk-away"],
    ["fails", { status: 503 }, 503, "zendesk-away"],
    ["answers with a page", "html", 503, "zendesk-away"],
    ["refuses our client", { status: 401, body: { error: "invalid_client" } }, 502, "client-refused"],
  ] as const)("is awaited in vain where Zendesk %s", async ([, fault, status, outcome], { world }) => {
    for (const end of ["/oauth/tokens", "/users/me.json"]) {
      const browser = openBrowser(world);
      const back = await consent(await begin(browser, "/console/tasks"), peopleOf(world).dana);
      world.fail("zendesk", fault, { when: ({ path }) => path.endsWith(end) });
      const answer = await browser.get(back);
      expect(await refused(world, browser, answer), end).toEqual([status, outcome]);
      world.heal();
    }
  });

  test.for([
    ["an end user", { role: "end-user" }],
    ["somebody suspended", { suspended: true }],
    ["somebody deleted, whom Zendesk calls anonymous", { active: false }],
  ] as const)("of %s lets nobody in", async ([, changes], { world }) => {
    const { dana } = peopleOf(world);
    const browser = openBrowser(world);
    const back = await consent(await begin(browser), dana);
    Object.assign(dana, changes);
    expect(await refused(world, browser, await browser.get(back))).toEqual([403, "not-an-agent"]);
  });
});

test.for([
  "https://evil.example/console",
  "https://evil.example/console/tasks",
  "//evil.example/console",
  "/\\evil.example/console",
  "\\\\evil.example",
  "/console/../../evil",
  "/console/%2e%2e/api/messages",
  "/consolevil",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/console@evil.example",
  "https:evil.example",
  "/console/sign-in",
  "/console/sign-out",
  `/console/${"x".repeat(2000)}`,
])("nobody is led from here to %s", async (to, { world }) => {
  const answer = await signIn(openBrowser(world), peopleOf(world).dana, to);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/console"]);
});

describe("a session", () => {
  test("is not the one that somebody planted, and ends the one before", async ({ world }) => {
    const { dana, robin } = peopleOf(world);
    const browser = openBrowser(world);
    const planted = "P".repeat(43);
    browser.cookies.set("tickline", planted);
    expect((await signIn(browser, dana)).status).toBe(303);
    const first = browser.cookies.get("tickline");
    expect(first).not.toBe(planted);
    expect((await signIn(browser, robin)).status).toBe(303);
    expect(browser.cookies.get("tickline")).not.toBe(first);
    expect(await sessions(world)).toEqual([{ zendesk_user_id: String(robin.id) }]);
    const before = openBrowser(world);
    before.cookies.set("tickline", first ?? "");
    expect((await before.get("/console")).status).toBe(401);
  });

  test("is kept by a hash that says nothing, and opens no API", async ({ world }) => {
    const browser = await signedInAs(world, peopleOf(world).admin);
    const value = browser.cookies.get("tickline") ?? "";
    const [row] = await world.database.rows("select * from console_sessions");
    expect(JSON.stringify([row, world.logged])).not.toContain(value);
    for (const path of ["/api/messages", "/api/contacts?phone=%2B14155550100"]) {
      expect((await browser.get(path)).status, path).toBe(401);
      expect((await browser.get(path, { authorization: `Bearer ${value}` })).status, path).toBe(401);
    }
  });

  test("over HTTPS is for this host, HTTPS and no script; over plain HTTP there is none", async ({
    world,
  }) => {
    const handlers = endpoint.with(world.deps);
    const visit = (path: string, headers: Record<string, string> = {}) =>
      handlers.GET(
        new Request(`https://tickline.example/api/console?page=${path}`, {
          headers: { "x-forwarded-host": "tickline.example", "x-forwarded-proto": "https", ...headers },
        }),
      );
    const begun = await visit("sign-in");
    const cookie =
      /^__Host-tickline-sign-in=[\w-]{43}/.exec(begun.headers.get("set-cookie") ?? "")?.[0] ?? "";
    const back = new URL(await consent(begun.headers.get("location") ?? "", peopleOf(world).dana));
    expect(back.origin + back.pathname).toBe("https://tickline.example/console/signed-in");
    const query = back.search.replace("?", "&");
    const answer = await visit(`signed-in${query}`, { cookie });
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-tickline=[\w-]{43}; Path=\/; Max-Age=28800; HttpOnly; SameSite=Lax; Secure$/,
    );
    const session = { cookie: (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "" };
    expect((await visit("nowhere", session)).status).toBe(404);
    for (const path of ["", "sign-in", "enter", "signed-in"]) {
      expect((await visit(path, { ...session, "x-forwarded-proto": "http" })).status, path).toBe(403);
    }
    // Without the prefix, a host beside ours could have set it.
    expect((await visit("nowhere", { cookie: session.cookie.replace("__Host-", "") })).status).toBe(401);
  });
});
