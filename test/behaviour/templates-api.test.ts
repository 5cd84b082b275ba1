import { expect } from "vitest";
import { call, test } from "../support/messages-api.ts";
import { callCron } from "../support/stats.ts";
import { cronCalls, putContent, putMetaTemplate } from "../support/templates.ts";
import type { World } from "../support/world.ts";

const templates = (world: World, query = "") =>
  call(world, null, { method: "GET", query: `?templates=${query}` });
const namesIn = ({ json }: { json: { templates: { name: string }[] } }) =>
  json.templates.map(({ name }) => name);

test("templates are listed and found by a word, a provider and a status, each with its variables", async ({
  world,
}) => {
  const sid = putContent(world, "order_late", {
    "twilio/text": { body: "Sorry {{1}}, order {{2}} is late." },
  });
  putContent(world, "welcome", { "twilio/text": { body: "Hello {{1}}" } }, { approval: undefined });
  putMetaTemplate(world, "order_ready", { status: "PAUSED" });
  await cronCalls(world);
  const all = await templates(world);
  expect(all.json.next).toBeNull();
  expect(all.json.templates[0]).toEqual({
    ...{ id: expect.any(String), provider: "twilio", externalId: sid, name: "order_late", language: "en" },
    ...{ category: "UTILITY", status: "approved", quality: null, rejectedBecause: null },
    ...{
      header: "",
      body: "Sorry {{1}}, order {{2}} is late.",
      footer: "",
      buttons: [],
      variables: ["1", "2"],
    },
    ...{ uses: 0, syncedAt: expect.stringMatching(/T.*Z$/), goneAt: null },
  });
  expect(namesIn(all)).toEqual(["order_late", "order_ready", "welcome"]);
  expect(namesIn(await templates(world, "order"))).toEqual(["order_late", "order_ready"]);
  expect(namesIn(await templates(world, "sorry"))).toEqual(["order_late"]);
  expect(namesIn(await templates(world, "&provider=meta"))).toEqual(["order_ready"]);
  expect(namesIn(await templates(world, "order&status=paused"))).toEqual(["order_ready"]);
});

test("a long list goes on behind a cursor, and nothing is named twice", async ({ world }) => {
  for (let n = 0; n < 230; n += 1) putMetaTemplate(world, `same_${n % 2}`, { language: `l${n}` });
  await cronCalls(world);
  const first = await templates(world);
  expect(first.json.templates).toHaveLength(200);
  const second = await templates(world, `&cursor=${first.json.next}`);
  const ids = [...first.json.templates, ...second.json.templates].map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(230);
  expect(second.json.next).toBeNull();
});

test.for([
  ["&provider=telegram", "provider"],
  ["&status=%27%3B--", "status"],
  ["&status=aproved", "status"],
  ["&cursor=1", "cursor"],
  ["&cursor=019ad000-0000-7000-8000-000000000001", "cursor"],
  ["&limit=5", "limit"],
  ["&provider=meta&provider=twilio", "provider"],
  ["&toString=", "toString"],
])("%s is refused by its name", async ([query = "", path], { world }) => {
  const { status, json } = await templates(world, query);
  expect([status, json.problems]).toEqual([400, [expect.objectContaining({ path })]]);
});

test("without the key nothing is listed", async ({ world }) => {
  const { status } = await call(world, null, {
    method: "GET",
    query: "?templates=",
    headers: { authorization: "Bearer another" },
  });
  expect(status).toBe(401);
});

test("uses are counted by template and language, of what was handed to a provider", async ({ world }) => {
  const contentSid = putContent(world, "order_late", { "twilio/text": { body: "Order {{1}} is late." } });
  putMetaTemplate(world, "order_ready");
  putMetaTemplate(world, "order_ready", { language: "es" });
  await cronCalls(world);
  const to = ["+14155550100", "+14155550101"];
  await call(world, { to, contentSid, variables: { 1: "7" } });
  await call(world, { to, template: { name: "order_ready", language: "es" }, variables: { 1: "7" } });
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  await call(world, { to, contentSid, variables: { 1: "8" }, sendAt });
  await world.settle();
  expect(world.meta.sent).toHaveLength(2);
  await callCron(world);
  const { json } = await templates(world);
  const uses = json.templates.map(({ name, language, uses: n }: Record<string, unknown>) => [
    name,
    language,
    n,
  ]);
  expect(uses).toEqual(
    expect.arrayContaining([
      ["order_late", "en", 2],
      ["order_ready", "en", 0],
      ["order_ready", "es", 2],
    ]),
  );
});
