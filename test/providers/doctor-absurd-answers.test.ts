import { describe, expect } from "vitest";
import type { Area } from "../../lib/domain/findings/finding.ts";
import { test } from "../support/shared-world.ts";

const LISTS = [
  "data",
  "webhooks",
  "senders",
  "incoming_phone_numbers",
  "services",
  "triggers",
  "contents",
  "ticket_fields",
];
const all = (list: unknown) => Object.fromEntries(LISTS.map((name) => [name, list]));

/** What no provider answers unless something is very wrong. Zendesk's access tokens are given all the same. */
const ABSURD: Record<string, object> = {
  "an empty object": {},
  "an empty array": [],
  "an array of null": [null],
  "data that is null": { data: null },
  "lists that are null": { ...all(null), user: null, status: null, sid: null },
  "lists of null": { ...all([null]), user: [null], status: {} },
  "lists of numbers": { ...all([1]), user: 1 },
  "lists of empty objects": { ...all([{}]), user: {} },
  "members of other types": {
    ...all({ is_valid: "yes", scopes: "x", app_id: {}, expires_at: "soon" }),
    user: { role: "admin" },
    webhook_configuration: { phone_number: 1 },
    status: {},
  },
};

const AREAS: Area[] = ["twilio", "meta", "zendesk"];
const CASES = Object.entries(ABSURD).flatMap(([name, body]) =>
  AREAS.map((area) => [area, name, body] as const),
);

describe("what a provider does not tell is not called well", () => {
  test.for(CASES)("%s answers %s", async ([area, , body], { shared: world }) => {
    world.heal();
    const isToken = ({ path }: { path: string }) => path.endsWith("/oauth/tokens");
    if (area !== "tickline") world.fail(area, { status: 200, body }, { when: (call) => !isToken(call) });
    const findings = await world.deps.examine([area]);
    world.heal();
    expect(findings.filter(({ state }) => state === "ok")).toEqual([]);
    expect(findings.length).toBeGreaterThan(2);
    expect(JSON.stringify(findings)).not.toMatch(/undefined|\[object|NaN|TypeError|broke off/);
  });
});

test("the doctor comes to an end when Twilio's lists do not", async ({ shared: world }) => {
  const more = { next_page_url: "https://messaging.twilio.com/v2/x?Page=1", key: "senders" };
  const lists = { senders: [], services: [], contents: [], incoming_phone_numbers: [] };
  const pages = { ...lists, next_page_uri: "/2010-04-01/x.json", meta: more };
  const isAccount = /^\/2010-04-01\/Accounts\/AC\w+\.json$/;
  world.heal();
  world.calls.length = 0;
  world.fail("twilio", { status: 200, body: pages }, { when: ({ path }) => !isAccount.test(path) });
  const instance = await world.anotherInstance({ env: { TWILIO_WHATSAPP_NUMBER: "+14155550188" } });
  const findings = await instance.deps.examine(["twilio"]);
  world.heal();
  await instance.close();
  const unknown = findings.filter(({ state }) => state === "unknown").map(({ what }) => what);
  expect(unknown).toEqual(expect.arrayContaining(["The WhatsApp sender", "The SMS number"]));
  expect(world.calls.length).toBeLessThan(100);
});
