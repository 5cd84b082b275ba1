import { expect } from "vitest";
import { databaseNow, storeTemplates } from "../../lib/db/templates/stored-templates.ts";
import type { ToldTemplate } from "../../lib/domain/templates/told-template.ts";
import { findTemplate, listTemplates } from "../../lib/templates/list-templates.ts";
import { explaining } from "../support/explaining.ts";
import { test } from "../support/world.ts";

const told = (name: string, more: Partial<ToldTemplate> = {}): ToldTemplate => ({
  externalId: `HX${name}`,
  name,
  language: "en",
  category: "UTILITY",
  status: "approved",
  quality: null,
  rejectedBecause: null,
  header: "",
  body: `About your ${name.replace("_", " ")}: {{1}}`,
  footer: "",
  buttons: [],
  variables: ["1"],
  ...more,
});

test("what a provider names is known, what it names no more is gone, and comes back as the same", async ({
  world: { deps },
}) => {
  const { db } = deps;
  const both = [told("order_late"), told("reply_later")];
  expect(await storeTemplates(db, "twilio", both)).toEqual({ stored: 2, gone: 0 });
  await storeTemplates(db, "meta", [told("of_meta")]);
  const [late] = await listTemplates(db, { search: "order late" });
  expect(late).toMatchObject({ ...told("order_late"), provider: "twilio", goneAt: null });

  expect(await storeTemplates(db, "twilio", [told("reply_later")])).toEqual({ stored: 1, gone: 1 });
  expect((await findTemplate(db, late?.id ?? ""))?.goneAt).not.toBeNull();
  const namesOf = async (search: Parameters<typeof listTemplates>[1]) =>
    (await listTemplates(db, search)).map(({ name }) => name);
  expect(await namesOf({ usable: true })).toEqual(["of_meta", "reply_later"]);
  expect(await namesOf({ status: "gone" })).toEqual(["order_late"]);

  await storeTemplates(db, "twilio", [told("order_late", { status: "paused", body: "Late by {{1}}" })]);
  expect(await findTemplate(db, late?.id ?? "")).toMatchObject({
    status: "paused",
    body: "Late by {{1}}",
    goneAt: null,
  });
  expect(await namesOf({ usable: true, provider: "twilio" })).toEqual([]);
  expect(await namesOf({})).toEqual(["of_meta", "order_late", "reply_later"]);
  expect(await namesOf({ after: late?.id })).toEqual(["reply_later"]);
  expect(await findTemplate(db, "not-an-id")).toBeUndefined();
});

test("a list that was cut off lets nothing go, and one that names a template twice stores it once", async ({
  world: { deps },
}) => {
  await storeTemplates(deps.db, "meta", [told("order_late"), told("reply_later")]);
  const twice = [told("reply_later"), told("reply_later", { language: "es" }), told("reply_later")];
  expect(await storeTemplates(deps.db, "meta", twice, { isAll: false })).toEqual({ stored: 2, gone: 0 });
  expect(await listTemplates(deps.db, { usable: true })).toHaveLength(3);
});

test("an answer that was asked for before another one changes nothing", async ({ world: { deps } }) => {
  const { db } = deps;
  const askedAt = await databaseNow(db);
  await storeTemplates(db, "meta", [told("order_late", { status: "paused" })]);
  expect(await storeTemplates(db, "meta", [told("order_late")], { askedAt })).toEqual({ stored: 0, gone: 0 });
  expect(await storeTemplates(db, "meta", [], { askedAt })).toEqual({ stored: 0, gone: 0 });
  expect(await listTemplates(db)).toMatchObject([{ status: "paused", goneAt: null }]);
});

test("a provider's texts with NUL, and a search for what SQL would take for a pattern, are taken as they are", async ({
  world: { deps },
}) => {
  await storeTemplates(deps.db, "meta", [told("odd", { body: "a\u0000b\ud800 100%" }), told("even")]);
  const found = await listTemplates(deps.db, { search: "100%" });
  expect(found.map(({ body }) => body)).toEqual(["a\ufffdb\ufffd 100%"]);
  expect(await listTemplates(deps.db, { search: "%" })).toHaveLength(1);
});

test("a page of thousands of templates is read by the index of their names", async ({ world }) => {
  await world.database.rows(`
    insert into templates (id, provider, external_id, name, language, status, body)
    select gen_random_uuid(), 'meta', n, 'order_' || n, 'en', 'approved', 'Order {{1}}' from generate_series(1, 20000) n`);
  await world.database.rows("analyze templates");
  const [row] = await world.database.rows<{ id: string }>("select id from templates where name = 'order_17'");
  for (const isGeneric of [false, true]) {
    const db = explaining(world, isGeneric);
    for (const after of [undefined, row?.id])
      expect(await listTemplates(db, { after, limit: 50 })).toHaveLength(50);
    for (const plan of db.plans) expect(plan).toMatch(/Index Scan using templates_name/);
    for (const plan of db.plans) expect(plan).not.toMatch(/Seq Scan/);
  }
});
