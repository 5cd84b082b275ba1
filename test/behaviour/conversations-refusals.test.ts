import { expect } from "vitest";
import { API_KEY, ask } from "../support/conversations-api.ts";
import { freePort } from "../support/free-port.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

const ORDER = { friendlyName: "Order 7", participants: [{ identity: "agent.kim" }] };
const CH = `CH${"1".repeat(32)}`;
const ANA = "whatsapp:+14155550100";
const people = (count: number) => Array.from({ length: count }, (_, n) => ({ identity: `agent.${n}` }));

async function refused(
  world: World,
  ...asked: Parameters<typeof ask> extends [World, ...infer Rest] ? Rest : never
) {
  const before = world.calls.length;
  const answer = await ask(world, ...asked);
  expect(world.calls.slice(before)).toEqual([]);
  expect(answer.headers.get("content-type")).toBe("application/json");
  return answer;
}

test.for([
  ["no bearer", null],
  ["an empty bearer", "Bearer "],
  ["another key", "Bearer another-key-of-at-least-32-characters"],
  ["a longer key", `Bearer ${API_KEY}1`],
  ["the key alone", API_KEY],
  ["cron's secret", "Bearer a-cron-secret-for-tests"],
  ["the key as a password", `Basic ${Buffer.from(`api:${API_KEY}`).toString("base64")}`],
] as const)("with %s: 401, told as a missing bearer", async ([, authorization], { shared }) => {
  const { status, headers, json, text } = await refused(shared, ORDER, { authorization });
  expect([status, headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(json).toEqual({ error: "The bearer token is missing or wrong.", requestId: expect.any(String) });
  expect(text).not.toContain(API_KEY);
});

test("while the key is rotated, both are good; the former alone opens nothing", async ({ shared }) => {
  const [next, former] = ["the-next-api-key-of-32-characters", "the-former-api-key-of-32-characters"];
  const both = await shared.anotherInstance({ env: { API_KEY: next, API_KEY_PREVIOUS: former } });
  const asked = (authorization: string, { origin } = both) => ask(shared, {}, { origin, authorization });
  expect((await asked(`Bearer ${next}`)).status).toBe(400);
  expect((await asked(`Bearer ${former}`)).status).toBe(400);
  expect((await asked(`Bearer ${API_KEY}`)).status).toBe(401);
  const alone = await shared.anotherInstance({ env: { API_KEY: undefined, API_KEY_PREVIOUS: former } });
  expect((await asked(`Bearer ${former}`, alone)).status).toBe(503);
});

test.for<[string, string | undefined]>([
  ["API_KEY", undefined],
  ["API_KEY", "changeme"],
  ["API_KEY", "a-key-of-just-31-characters-for"],
  ["TWILIO_ACCOUNT_SID", undefined],
  ["TWILIO_AUTH_TOKEN", undefined],
  ["TWILIO_CONVERSATIONS_SERVICE_SID", "IS123"],
])("with %s set to %j nothing is created: 503 naming it", async ([name, value], { shared }) => {
  const { origin } = await shared.anotherInstance({ env: { [name]: value } });
  const authorization = name === "API_KEY" ? `Bearer ${value}` : `Bearer ${API_KEY}`;
  const { status, json } = await refused(shared, ORDER, { origin, authorization });
  expect([status, json.error]).toEqual([
    503,
    expect.stringMatching(new RegExp(`set ${name}( .what is set is malformed: .+)?[.]$`)),
  ]);
});

test.for<[string, object | string | URLSearchParams, string[]]>([
  ["nothing", {}, ["participants"]],
  ["no JSON", "{", [""]],
  ["a list", [], [""]],
  ["an empty name", { ...ORDER, friendlyName: " " }, ["friendlyName"]],
  ["a long name", { ...ORDER, friendlyName: "x".repeat(257) }, ["friendlyName"]],
  ["a number as a name", { ...ORDER, friendlyName: 7 }, ["friendlyName"]],
  ["a SID as uniqueName", { ...ORDER, uniqueName: CH }, ["uniqueName"]],
  ["a name misspelt", { ...ORDER, unique_name: "order-7" }, ["unique_name"]],
  ["no participant", { participants: [] }, ["participants"]],
  ["eleven participants", { participants: people(11) }, ["participants"]],
  ["a text as participants", { participants: "agent.kim" }, ["participants"]],
  ["a participant of nothing", { participants: [{}] }, ["participants[0]"]],
  ["a proxy alone", { participants: [{ proxyAddress: "+14155550199" }] }, ["participants[0]"]],
  ["a text as participant", { participants: [{ identity: "kim" }, "lee"] }, ["participants[1]"]],
  ["a long identity", { participants: [{ identity: "x".repeat(257) }] }, ["participants[0].identity"]],
  [
    "identity and address",
    { participants: [{ identity: "kim", address: ANA }] },
    ["participants[0].identity"],
  ],
  ["an unknown field", { participants: [{ address: ANA, proxy: "+1" }] }, ["participants[0].proxy"]],
  ["a bad address", { participants: [{ address: "whatsapp:anna" }] }, ["participants[0].address"]],
  ["an address without +", { participants: [{ address: "14155550100" }] }, ["participants[0].address"]],
  [
    "an SMS proxy for WhatsApp",
    { participants: [{ address: ANA, proxyAddress: "+14155550199" }] },
    ["participants[0].proxyAddress"],
  ],
  [
    "the same identity twice",
    { participants: [{ identity: "kim" }, { identity: "kim" }] },
    ["participants[1]"],
  ],
  [
    "the same address twice",
    { participants: [{ address: ANA }, { address: "whatsapp:+1 415 555 0100" }] },
    ["participants[1]"],
  ],
  ["attributes that are a list", { ...ORDER, attributes: [] }, ["attributes"]],
  ["attributes that are no JSON", { ...ORDER, attributes: "{" }, ["attributes"]],
  ["attributes above 16 kB", { ...ORDER, attributes: { long: "x".repeat(16_384) } }, ["attributes"]],
  [
    "everything wrong at once",
    new URLSearchParams([
      ["friendlyName", ""],
      ["uniqueName", CH],
      ["participants", '{"identity":""}'],
      ["participants", '{"address":"whatsapp: 14155550100"}'],
      ["attributes", "none"],
    ]),
    ["friendlyName", "uniqueName", "attributes", "participants[0].identity", "participants[1].address"],
  ],
])("%s is refused with 400, and every problem is named by its path", async ([, body, paths], { shared }) => {
  const { status, json } = await refused(shared, body);
  expect([status, json.problems.map(({ path }: { path: string }) => path)]).toEqual([400, paths]);
  for (const { message } of json.problems) expect(message).toMatch(/^\w.{5,}[^.]$/);
});

test("without a number of ours on a channel, proxyAddress must be given", async ({ shared }) => {
  const { origin } = await shared.anotherInstance({ env: { TWILIO_PHONE_NUMBER: undefined } });
  const { json } = await refused(shared, { participants: [{ address: "+14155550100" }] }, { origin });
  expect(json.problems).toMatchObject([{ path: "participants[0].proxyAddress" }]);
});

test.for<[string, string, object, string[]]>([
  ["no body", CH, {}, ["body"]],
  ["an empty body", CH, { body: "" }, ["body"]],
  ["1601 characters", CH, { body: "x".repeat(1601) }, ["body"]],
  ["a bad author", CH, { body: "Hello", author: "" }, ["author"]],
  ["no SID", "", { body: "Hello" }, ["sid"]],
  ["a ticket's number", "12345", { body: "Hello" }, ["sid"]],
  ["a path for a SID", `${CH}/../..`, { body: "Hello" }, ["sid"]],
  ["everything wrong", "CH1", { author: 7, media: "x" }, ["sid", "body", "author", "media"]],
])("a message of %s is refused with 400, named by path", async ([, sid, body, paths], { shared }) => {
  const { status, json } = await refused(shared, body, { sid });
  expect([status, json.problems.map(({ path }: { path: string }) => path)]).toEqual([400, paths]);
});

test.for<[string, string | URLSearchParams]>([
  ["128 KB", JSON.stringify({ ...ORDER, attributes: "x".repeat(128 * 1024) })],
  ["513 fields", new URLSearchParams(Array.from({ length: 513 }, (_, n) => [`f${n}`, ""]))],
])("more than %s is refused with 413", async ([, body], { shared }) => {
  const { status, json } = await refused(shared, body);
  expect([status, json.error]).toEqual([413, expect.stringContaining("Too large")]);
});

test("another type of body is refused with 415, another method with 405", async ({ shared }) => {
  const plain = await refused(shared, "hello", { headers: { "content-type": "text/plain" } });
  expect(plain.status).toBe(415);
  const get = await fetch(`${shared.origin}/api/conversations`);
  expect([get.status, get.headers.get("allow"), await get.json()]).toMatchObject([405, "POST", {}]);
});

test.for([
  ["an address is in another conversation", 409, 50416, 422],
  ["a pair of addresses is in use", 409, 50425, 422],
  ["it says why in a way we do not know", 400, 50999, 422],
  ["it forbids this account's conversations", 403, 50401, 422],
  ["it knows no such service", 404, 20404, 404],
] as const)(
  "when Twilio refuses because %s: %i %i becomes %i, with its code and none of its words",
  async ([, upstream, code, status], { shared }) => {
    const message = "A binding for whatsapp:+14155550177 already exists in Conversation CHabc";
    shared.fail("twilio", { status: upstream, body: { code, message } }, { times: 1 });
    const answer = await ask(shared, ORDER);
    expect([answer.status, answer.json.code]).toEqual([status, String(code)]);
    expect(answer.json.error).toMatch(/^[A-Z].{20,}$/);
    const said = shared.logged.filter(({ body }) => body === undefined);
    expect(answer.text + JSON.stringify(said)).not.toMatch(/5550177|CHabc/);
  },
);

test("a busy address is refused by Twilio itself, and nothing is mirrored", async ({ world }) => {
  const asked = { participants: [{ address: ANA }] };
  expect((await ask(world, asked)).status).toBe(201);
  const { status, json } = await ask(world, asked);
  expect([status, json.code]).toEqual([422, "50425"]);
  expect(await world.database.rows("select sid from conversations")).toHaveLength(1);
});

test("a message to a conversation that Twilio does not have is refused with 404", async ({ shared }) => {
  const { status, json } = await ask(shared, { body: "Hello" }, { sid: CH });
  expect([status, json.code]).toEqual([404, "20404"]);
});

test("throttled by Twilio: 429, with the time that Twilio asks for", async ({ shared }) => {
  shared.fail("twilio", { status: 429, retryAfter: 93 }, { times: 1 });
  const { status, headers } = await ask(shared, ORDER);
  expect([status, headers.get("retry-after")]).toEqual([429, "93"]);
});

test.for([
  [{ status: 500 }, 502, "Twilio failed with HTTP 500"],
  [{ status: 503 }, 502, "Twilio failed with HTTP 503"],
  [{ status: 401 }, 502, "Twilio refuses our credentials"],
] as const)("when Twilio answers %j: %i", async ([fault, status, sentence], { shared }) => {
  shared.fail("twilio", fault, { times: 1 });
  const answer = await ask(shared, ORDER);
  expect([answer.status, answer.json.error]).toEqual([status, expect.stringContaining(sentence)]);
});

test("when Twilio cannot be reached: 503, and nothing was done", async ({ shared }) => {
  const { origin } = await shared.anotherInstance({
    env: { UPSTREAM_ORIGIN: `http://127.0.0.1:${await freePort()}` },
  });
  const { status, json } = await ask(shared, ORDER, { origin });
  expect([status, json.error]).toEqual([503, expect.stringContaining("nothing was done")]);
});
