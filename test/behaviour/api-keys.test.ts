import { expect } from "vitest";
import { API_KEY, callApi, callContacts } from "../support/contacts.ts";
import { about, oursOf } from "../support/examined.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

const KEYS = {
  sender: "a-key-of-a-shop-that-only-sends-things",
  reader: "a-key-of-a-report-that-only-reads-things",
  eraser: "a-key-of-whoever-answers-erasure-wishes",
  crm: "a-key-of-a-crm-that-sends-and-that-reads",
};
const SCOPES = { sender: ["send"], reader: ["read"], eraser: ["erase"], crm: ["send", "read"] };
const setting = (keys: Record<string, string> = KEYS, scopes: Record<string, string[]> = SCOPES) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(keys).map(([name, key]) => [name, { key, scopes: scopes[name] ?? ["read"] }]),
    ),
  );

const SOMEBODY = "?phone=%2B14155550100";
const SEND = { to: "+14155550123", channel: "sms", body: "Hello" };
/** Every call that our own API takes, by the scope that it asks for. */
const CALLS = [
  ["send", "POST", "/api/messages", SEND],
  ["send", "POST", "/api/messages?batch=019ad000-0000-7000-8000-000000000000&retry=failed", undefined],
  ["send", "DELETE", "/api/messages?batch=019ad000-0000-7000-8000-000000000000", undefined],
  ["read", "GET", "/api/messages?batch=019ad000-0000-7000-8000-000000000000", undefined],
  ["read", "GET", "/api/messages?id=019ad000-0000-7000-8000-000000000000", undefined],
  ["read", "GET", `/api/contacts${SOMEBODY}`, undefined],
  ["read", "GET", "/api/contacts?stats=7d", undefined],
  ["read", "POST", "/api/contacts", { phone: "+14155550100" }],
  ["erase", "DELETE", `/api/contacts${SOMEBODY}`, undefined],
  ["send", "POST", "/api/conversations", {}],
  ["send", "POST", "/api/conversations?sid=CH00000000000000000000000000000000", {}],
] as const;

test.for(CALLS)("a call takes the scope %s: %s %s", async ([scope, method, path, body], { shared }) => {
  const { origin } = await shared.anotherInstance({ env: { API_KEYS: setting() } });
  const mayDoIt = ([name]: [string, string]) =>
    SCOPES[name as keyof typeof SCOPES].some((one) => one === scope);
  const [may, mayNot] = [true, false].map((is) => Object.entries(KEYS).filter((key) => mayDoIt(key) === is));
  await shared.settle();
  const before = await told(shared);
  for (const [name, key] of mayNot ?? []) {
    const response = await callApi(shared, method, path, body, { key, origin });
    const { error } = (await response.json()) as { error: string };
    expect([response.status, error]).toEqual([
      403,
      `This takes the scope ${scope}, which the API key ${name} does not have.`,
    ]);
  }
  await shared.settle();
  expect(await told(shared)).toEqual(before);
  for (const key of [...(may ?? []).map(([, one]) => one), API_KEY]) {
    const response = await callApi(shared, method, path, body, { key, origin });
    expect([401, 403, 503]).not.toContain(response.status);
  }
});

/** What stands in our books. What was promised before may go out meanwhile, at its pace. */
const told = async ({ database }: World) =>
  database.rows(`select (select count(*) from contact_logs) as messages, (select count(*) from batches) as batches,
    (select count(*) from conversations) as conversations, (select count(*) from audit) as entries`);

test("with keys that have names alone, the API is open, and nothing is missing", async ({ shared }) => {
  const env = { API_KEY: undefined, API_KEYS: setting() };
  const { origin } = await shared.anotherInstance({ env });
  const asked = (key: string) => callContacts(shared, "GET", { stats: "7d" }, { key, origin });
  expect((await asked(KEYS.reader)).status).toBe(200);
  expect((await asked(shared.env.API_KEY ?? "")).status).toBe(401);
  const headers = { authorization: `Bearer ${shared.env.CRON_SECRET}` };
  const health: unknown = await (await fetch(`${origin}/api/health`, { headers })).json();
  expect(health).toMatchObject({ missingSettings: [], invalidSettings: [] });
  expect(about(await oursOf(shared, env), "Settings").state).toBe("ok");
  // Health is for whoever runs the deployment.
  const bearer = { authorization: `Bearer ${KEYS.crm}` };
  expect((await fetch(`${origin}/api/health`, { headers: bearer })).status).toBe(401);
});

const FORMER = "the-former-api-key-of-32-characters";
test.for([
  ["two names have one key", setting({ one: KEYS.crm, two: KEYS.crm })],
  ["a key is API_KEY", setting({ ...KEYS, crm: API_KEY })],
  ["a key is API_KEY_PREVIOUS", setting({ ...KEYS, crm: FORMER })],
  ["a name is API_KEY", setting({ API_KEY: KEYS.crm })],
  ["a name has a space", setting({ "the crm": KEYS.crm })],
  ["a key is short", setting({ crm: "short" })],
  ["a scope is unknown", setting({ crm: KEYS.crm }, { crm: ["send", "write"] })],
  ["there is no scope", setting({ crm: KEYS.crm }, { crm: [] })],
  ["it is no JSON", "crm=key"],
] as const)("API_KEYS is malformed, which opens nothing, where %s", async ([, API_KEYS], { shared }) => {
  const env = { API_KEYS, API_KEY_PREVIOUS: FORMER };
  const { origin } = await shared.anotherInstance({ env });
  const asked = (key: string) => callContacts(shared, "GET", { stats: "7d" }, { key, origin });
  for (const key of [KEYS.crm, "short"]) expect((await asked(key)).status).toBe(401);
  for (const key of [API_KEY, FORMER]) expect((await asked(key)).status).toBe(200);
  expect(about(await oursOf(shared, env), "API_KEYS")).toMatchObject({ state: "broken" });
  const alone = await shared.anotherInstance({ env: { API_KEY: undefined, API_KEYS: "no JSON" } });
  const refused = await callContacts(shared, "GET", { stats: "7d" }, { key: KEYS.crm, origin: alone.origin });
  expect([refused.status, await refused.json()]).toMatchObject([
    503,
    { error: expect.stringContaining("API_KEYS (what is set is malformed") },
  ]);
});
