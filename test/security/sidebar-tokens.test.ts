import { createHmac, generateKeyPairSync } from "node:crypto";
import { expect } from "vitest";
import type { TokenOptions } from "../sandbox/zendesk/app.ts";
import { bearerIn, load, openSidebar, SIDEBAR_ENV, sidebarWith } from "../support/sidebar.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

const test = base.extend<{ shared: World }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const world = await createWorld({ env: SIDEBAR_ENV });
      await use(world);
      await world.close();
    },
    { scope: "file" },
  ],
});

const now = () => Math.floor(Date.now() / 1000);
const dana = ({ zendesk }: World) => zendesk.agents[0] ?? expect.unreachable();
const sign = (world: World, options?: TokenOptions) => world.zendesk.app.signToken(dana(world), options);
const part = (json: unknown) => Buffer.from(JSON.stringify(json)).toString("base64url");
const strangersKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

/** The token with one of its parts replaced. */
function replaced(token: string, index: 0 | 1 | 2, by: string): string {
  return token.split(".").with(index, by).join(".");
}

const claimed = (claims: TokenOptions["claims"]) => (world: World) => sign(world, claims ? { claims } : {});
const AUD = "https://acme.zendesk.com/api/v2/apps/installations/48765123.json";

test.for<[string, (world: World) => string]>([
  ["of another Zendesk", claimed({ iss: "evil.zendesk.com" })],
  ["of a Zendesk that is named like ours", claimed({ iss: "acme.zendesk.com.evil.example" })],
  ["without an issuer", claimed({ iss: undefined })],
  ["for another Zendesk's app", claimed({ aud: AUD.replace("acme", "evil") })],
  ["for no installation", claimed({ aud: "https://acme.zendesk.com/api/v2/apps/installations/" })],
  ["for something beside us", claimed({ aud: [AUD] })],
  ["for an address that ours is a part of", claimed({ aud: `https://evil.example/?${AUD}` })],
  ["that is over", claimed({ iat: now() - 600, nbf: now() - 600, exp: now() - 61 })],
  ["whose time has not come", claimed({ nbf: now() + 120, exp: now() + 600 })],
  ["of the future", claimed({ iat: now() + 120, exp: now() + 600 })],
  ["that never ends", claimed({ exp: undefined })],
  ["whose end is no moment", claimed({ exp: "4102444800" })],
  ["whose times contradict each other", claimed({ iat: now() + 30, nbf: now() + 30, exp: now() })],
  ["of nobody", claimed({ sub: undefined })],
  ["of a name", claimed({ sub: "dana" })],
  ["of a number that is no id", claimed({ sub: 1.5 })],
  ["of id 0", claimed({ sub: "0" })],
  ["of a user elsewhere", claimed({ sub: "https://evil.example/api/v2/users/1.json" })],
  ["of a user with a query", claimed({ sub: "https://acme.zendesk.com/api/v2/users/1?x=/users/2" })],
  ["of a list of users", claimed({ sub: ["1"] })],
  ["by another key", (world) => sign(world, { key: strangersKey })],
  [
    "by another key that it names",
    (world) =>
      sign(world, { key: strangersKey, header: { kid: "../../key", jku: "https://evil.example/jwks" } }),
  ],
  [
    "by HS256, with the public key as its secret",
    (world) => {
      const signed = sign(world, { header: { alg: "HS256" } })
        .split(".")
        .slice(0, 2)
        .join(".");
      const pem = world.zendesk.app.publicKey.export({ type: "spki", format: "pem" });
      return `${signed}.${createHmac("sha256", pem).update(signed).digest("base64url")}`;
    },
  ],
  ["by RS256 that says HS256", (world) => sign(world, { header: { alg: "HS256" } })],
  ["by RS256 that says RS512", (world) => sign(world, { header: { alg: "RS512" } })],
  ["by RS256 in other letters", (world) => sign(world, { header: { alg: "rs256" } })],
  ["by nothing", (world) => replaced(sign(world, { header: { alg: "none" } }), 2, "")],
  ["by nothing, with a signature", (world) => sign(world, { header: { alg: "none" } })],
  ["that demands what we do not know", (world) => sign(world, { header: { crit: ["b64"], b64: false } })],
  ["with other claims", (world) => replaced(sign(world), 1, part({ ...claimsOf(sign(world)), sub: "1" }))],
  ["with another head", (world) => replaced(sign(world), 0, part({ alg: "RS256", typ: "jwt" }))],
  [
    "with one letter changed",
    (world) => {
      const [head, body, signature = ""] = sign(world).split(".");
      return [head, body, `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`].join(".");
    },
  ],
  ["cut short", (world) => sign(world).slice(0, -40)],
  ["of two parts", (world) => sign(world).split(".").slice(0, 2).join(".")],
  ["of four parts", (world) => `${sign(world)}.AA`],
  ["whose claims are a list", (world) => replaced(sign(world), 1, part([1]))],
  [
    "whose claims nest too deeply",
    (world) => replaced(sign(world), 1, Buffer.from("[".repeat(5000)).toString("base64url")),
  ],
  ["that is huge", (world) => sign(world, { claims: { context: "x".repeat(9000) } })],
  ["that is empty", () => ""],
])("a token %s opens nothing", async ([, tokenIn], { shared }) => {
  const page = await load(shared, tokenIn(shared));
  expect(page.status).toBe(401);
  expect(await page.text()).toContain("Zendesk's token is wrong or too old");
  expect(page.headers.get("set-cookie")).toBeNull();
});

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

test.for<[string, TokenOptions["claims"]]>([
  ["as Zendesk signs it", {}],
  ["whose issuer is an address", { iss: "https://acme.zendesk.com" }],
  ["of a clock that is a little ahead", { iat: now() + 50, nbf: now() + 50 }],
  ["that was over a moment ago", { exp: now() - 30, iat: now() - 300, nbf: now() - 300 }],
])("a token %s opens the page", async ([, claims], { shared }) => {
  expect((await load(shared, sign(shared, claims ? { claims } : {}))).status).toBe(200);
});

test.for<[string, (id: number) => unknown]>([
  ["an id", String],
  ["a number", (id) => id],
  ["the user's address", (id) => `https://acme.zendesk.com/api/v2/users/${id}.json`],
])("its agent may be named by %s", async ([, subOf], { shared }) => {
  const token = sign(shared, { claims: { sub: subOf(dana(shared).id) } });
  const answer = await sidebarWith(shared, await bearerIn(await load(shared, token))).get("/templates");
  expect(answer.status).toBe(200);
});

test("the same token counts again in its time, since Zendesk loads a page more than once", async ({
  shared,
}) => {
  const token = sign(shared);
  expect((await load(shared, token)).status).toBe(200);
  expect((await load(shared, token)).status).toBe(200);
});

test("a call with no token, or two, or too much, is refused", async ({ shared }) => {
  expect((await load(shared, undefined)).status).toBe(400);
  const twice = new URLSearchParams([
    ["token", sign(shared)],
    ["token", sign(shared)],
  ]);
  expect((await fetch(`${shared.origin}/zendesk/app`, { method: "POST", body: twice })).status).toBe(400);
  expect((await load(shared, "x".repeat(40_000))).status).toBe(413);
  expect((await fetch(`${shared.origin}/zendesk/app`)).status).toBe(404);
});

test("neither a token nor a bearer stands in the log, with DEBUG either", async ({ shared }) => {
  const token = sign(shared);
  const page = await load(shared, token);
  const sidebar = sidebarWith(shared, await bearerIn(page));
  await sidebar.get("/ticket?id=1");
  await sidebar.post("/renew");
  const logged = JSON.stringify(shared.logged);
  expect(logged).toContain("Sidebar: page");
  for (const secret of [token, token.split(".")[1] ?? token, sidebar.bearer])
    expect(logged).not.toContain(secret);
});

test.for<[string, (bearer: string) => string]>([
  ["without a bearer", () => ""],
  ["with the token in its place", () => "eyJhbGciOiJSUzI1NiJ9.e30.AA"],
  ["as another agent", (bearer) => bearer.replace(/^\d+/, "1")],
  ["for longer", (bearer) => bearer.replace(/^(\d+)\.(\d+)\.(\d+)/, "$1.$2.9999999999")],
  ["since later", (bearer) => bearer.replace(/^(\d+)\.(\d+)/, "$1.9999999999")],
  ["with a letter changed", (bearer) => `${bearer.slice(0, -1)}${bearer.endsWith("A") ? "B" : "A"}`],
  ["with more behind it", (bearer) => `${bearer}A`],
])("a call %s is refused", async ([, changed], { shared }) => {
  const { bearer } = await openSidebar(shared, dana(shared));
  const sidebar = sidebarWith(shared, changed(bearer));
  for (const answer of [
    await sidebar.get("/ticket?id=1"),
    await sidebar.post("/renew"),
    await sidebar.get("/nothing"),
  ]) {
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: "The bearer token is missing or wrong." });
  }
});

test.for([
  { SESSION_SECRET: "another-session-secret-of-32-characters" },
  { ZENDESK_APP_ID: "5550100" },
  { ZENDESK_SUBDOMAIN: "other" },
])("a bearer of a deployment with another %o is none of ours", async (env, { shared }) => {
  const { bearer } = await openSidebar(shared, dana(shared));
  const other = await shared.anotherInstance({ env });
  expect((await sidebarWith(other, bearer).get("/templates")).status).toBe(401);
  await other.close();
});
