import { expect } from "vitest";
import { about, oursOf, setRight, statesOf } from "../support/examined.ts";
import { test } from "../support/world.ts";

const WHAT = "Signing in with Zendesk";
const REDIRECT = "https://tickline.example/console/signed-in";
const SESSION_SECRET = "a-session-secret-for-tests-of-32-characters";
const TOKEN = {
  ZENDESK_OAUTH_CLIENT_ID: undefined,
  ZENDESK_OAUTH_CLIENT_SECRET: undefined,
  ZENDESK_EMAIL: "grace@example.com",
  ZENDESK_API_TOKEN: "an-api-token",
};

test("set-up makes SESSION_SECRET, and names the redirect URL that the OAuth client needs", async ({
  world,
}) => {
  const findings = await oursOf(world, {});
  expect(about(findings, WHAT)).toMatchObject({ state: "off", fix: { overwrites: null } });
  expect(about(findings, WHAT).fix?.says).toContain(REDIRECT);
  const made = await setRight(findings, WHAT);
  expect(made.SESSION_SECRET).toMatch(/^[0-9a-f]{64}$/);
  expect(await setRight(findings, WHAT)).toEqual(made);
  const then = about(await oursOf(world, made), WHAT);
  expect([then.state, then.says]).toEqual(["ok", expect.stringContaining(REDIRECT)]);
});

test.for([
  ["an API token", TOKEN, "from the sidebar only"],
  ["no Zendesk", { ZENDESK_SUBDOMAIN: undefined }, "nobody signs in"],
] as const)(
  "with SESSION_SECRET and %s the doctor says what is missing",
  async ([, env, says], { world }) => {
    const found = about(await oursOf(world, { ...env, SESSION_SECRET }), WHAT);
    expect(found).toMatchObject({ state: "warning", says: expect.stringContaining(says) });
    expect(found.cure).toContain("ZENDESK_OAUTH_CLIENT_ID");
  },
);

test("whoever uses an API token is not told of it, and a short secret is named once", async ({ world }) => {
  expect(statesOf(await oursOf(world, TOKEN))).not.toHaveProperty(WHAT);
  const short = statesOf(await oursOf(world, { SESSION_SECRET: "short" }));
  expect([short.SESSION_SECRET, short[WHAT]]).toEqual(["broken", undefined]);
});

test("where agents sign in, the doctor does not miss the password", async ({ world }) => {
  const found = statesOf(await oursOf(world, { CONSOLE_PASSWORD: undefined, SESSION_SECRET }));
  expect(found).toMatchObject({ Settings: "ok", [WHAT]: "ok" });
  expect(found).not.toHaveProperty("CONSOLE_PASSWORD");
});
