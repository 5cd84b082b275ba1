import { expect } from "vitest";
import { endpoint } from "../../api/console.ts";
import { signedIn, submit, visit } from "../support/console.ts";
import { test, type World } from "../support/world.ts";

/** A visit as Vercel hands it to the function, with what it says of the client. */
function visitFrom(world: World, headers: Record<string, string>): Promise<Response> {
  const forwarded = { "x-forwarded-host": "tickline.example", "x-forwarded-proto": "https" };
  const password = signedIn(world.env.CONSOLE_PASSWORD ?? "");
  const request = new Request("https://tickline.example/console", {
    headers: { ...forwarded, ...password, ...headers },
  });
  return endpoint.with(world.deps).GET(request);
}

const nobody = { authorization: "" };
const wrong = signedIn("not-the-password");

test("the right password opens the console under any name", async ({ world }) => {
  const page = await visit(world, "");
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("<h1>Overview</h1>");
});

test("without a password a browser is told to ask for one, and nothing is counted", async ({ world }) => {
  for (let visits = 0; visits < 12; visits += 1) {
    const page = await visit(world, "", nobody);
    expect(page.status).toBe(401);
    expect(page.headers.get("www-authenticate")).toMatch(/^Basic realm="Tickline"/);
  }
  expect((await visit(world, "")).status).toBe(200);
});

test("after ten wrong passwords the right one is refused as well, for a quarter of an hour", async ({
  world,
}) => {
  for (let guesses = 0; guesses < 10; guesses += 1) expect((await visit(world, "", wrong)).status).toBe(401);
  const locked = await visit(world, "");
  expect(locked.status).toBe(429);
  expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(890);

  await world.database.rows("update wrong_passwords set since = since - interval '16 minutes'");
  expect((await visit(world, "")).status).toBe(200);
  expect((await visit(world, "", wrong)).status).toBe(401);
  expect((await visit(world, "")).status).toBe(200);
});

test("a wrong password is forgotten after a day, when the next one comes", async ({ world }) => {
  const guessFrom = (address: string) => visitFrom(world, { ...wrong, "x-real-ip": address });
  await guessFrom("203.0.113.9");
  await world.database.rows("update wrong_passwords set since = since - interval '25 hours'");
  await guessFrom("203.0.113.10");
  await guessFrom("203.0.113.11");
  const kept = await world.database.rows(
    "select since > now() - interval '1 hour' as fresh from wrong_passwords",
  );
  expect(kept).toEqual([{ fresh: true }, { fresh: true }]);
});

test("fifty guesses at once count as fifty, and lock that address alone", async ({ world }) => {
  const from = { "x-real-ip": "203.0.113.9" };
  await Promise.all(Array.from({ length: 50 }, () => visitFrom(world, { ...wrong, ...from })));
  expect((await visitFrom(world, from)).status).toBe(429);
  expect((await visitFrom(world, { "x-real-ip": "203.0.113.10" })).status).toBe(200);
  expect(JSON.stringify(await world.database.rows("select * from wrong_passwords"))).not.toContain(
    "203.0.113",
  );
});

test("without CONSOLE_PASSWORD, or with a short one, the console is closed and says what to set", async ({
  world,
}) => {
  for (const CONSOLE_PASSWORD of [undefined, "short"]) {
    const { origin } = await world.anotherInstance({ env: { CONSOLE_PASSWORD } });
    const page = await visit({ ...world, origin }, "", signedIn(CONSOLE_PASSWORD ?? ""));
    expect(page.status).toBe(503);
    expect(await page.text()).toContain("CONSOLE_PASSWORD");
  }
});

test("the password is not taken over plain HTTP", async ({ world }) => {
  const page = await visitFrom(world, { "x-forwarded-proto": "http" });
  expect(page.status).toBe(403);
  expect(await page.text()).toContain("HTTPS");
});

test.for([
  ["another site", { origin: "https://evil.example" }],
  ["a page without an origin", { origin: "null" }],
  ["nobody knows whom", { origin: "" }],
  ["a site that shares the domain", { "sec-fetch-site": "same-site" }],
] as const)("a form from %s is refused", async ([, headers], { world }) => {
  const answer = await submit(world, "/tasks", {}, headers);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("not sent by the console's own pages");
});

test("a form from the same host by another protocol is another site's", async ({ world }) => {
  const origin = world.origin.replace("http:", "https:");
  expect((await submit(world, "/tasks", {}, { origin })).status).toBe(403);
});

test("a page that does not exist says so inside the console", async ({ world }) => {
  const page = await visit(world, "/nowhere");
  expect(page.status).toBe(404);
  expect(await page.text()).toContain("There is no such page");
});

test("a page may load nothing of others, run nothing inline and stand in no frame", async ({ world }) => {
  const { headers } = await visit(world, "");
  const policy = headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(headers.get("cache-control")).toBe("no-store");
});

test("its stylesheet, its script and its icon are there", async ({ world }) => {
  for (const name of ["console.css", "live.js", "icon.svg"]) {
    expect((await fetch(`${world.origin}/console/${name}`)).status, name).toBe(200);
  }
});
