import { expect } from "vitest";
import { listTemplates } from "../../lib/templates/list-templates.ts";
import { aDayPasses, cronCalls, putMetaTemplate } from "../support/templates.ts";
import { test, type World } from "../support/world.ts";

const NAMED = { message_template_id: 1689556908129832, message_template_name: "order_late" };

/** Meta tells of a template, an hour ago unless told otherwise. */
function news(world: World, field: string, value: Record<string, unknown>, minutesAgo = 60) {
  const envelope = world.meta.envelope({ ...NAMED, message_template_language: "en", ...value }, field);
  const time = Math.floor(Date.now() / 1000) - minutesAgo * 60;
  const [entry] = envelope.entry as Record<string, unknown>[];
  return world.meta.post({ ...envelope, entry: [{ ...entry, time }] });
}

/** A template that was last asked for a day ago. */
async function knownTemplate(world: World): Promise<void> {
  putMetaTemplate(world, "order_late", { id: "1689556908129832" });
  await cronCalls(world);
  await aDayPasses(world);
  world.calls.length = 0;
}

const asked = (world: World) => world.callsTo("GET", "/message_templates").length;
const known = async ({ deps }: World) => (await listTemplates(deps.db, { search: "order late" }))[0];

test("a template that Meta pauses, moves to another category or finds bad is so at once, and nobody is asked", async ({
  world,
}) => {
  await knownTemplate(world);
  await news(world, "message_template_status_update", { event: "PAUSED", reason: "NONE" });
  expect(await known(world)).toMatchObject({ status: "paused", rejectedBecause: null, category: "UTILITY" });
  await news(
    world,
    "template_category_update",
    { previous_category: "UTILITY", new_category: "MARKETING" },
    50,
  );
  await news(world, "message_template_quality_update", { new_quality_score: "RED" }, 40);
  const rejection = { event: "REJECTED", reason: "SCAM", message_template_category: "MARKETING" };
  await news(world, "message_template_status_update", rejection, 30);
  expect(await known(world)).toMatchObject({
    ...{ status: "rejected", rejectedBecause: "SCAM", category: "MARKETING", quality: "RED", goneAt: null },
  });
  await news(world, "message_template_status_update", { event: "DELETED", reason: "NONE" }, 20);
  expect((await known(world))?.goneAt).not.toBeNull();
  await world.later(60);
  expect(asked(world)).toBe(0);
});

test("a change of category that is still to come changes nothing yet", async ({ world }) => {
  await knownTemplate(world);
  const impending = { correct_category: "MARKETING", new_category: "UTILITY", category_update_timestamp: 1 };
  await news(world, "template_category_update", impending);
  expect(await known(world)).toMatchObject({ category: "UTILITY" });
});

test("older news than what is known changes nothing, told twice or in the wrong order", async ({ world }) => {
  await knownTemplate(world);
  const paused = () => news(world, "message_template_status_update", { event: "PAUSED", reason: "NONE" }, 90);
  await paused();
  await news(world, "message_template_status_update", { event: "APPROVED", reason: "NONE" }, 30);
  await paused();
  expect(await known(world)).toMatchObject({ status: "approved" });
});

test("an edit, an event nobody knows, and a template that is not known: Meta is asked soon, once", async ({
  world,
}) => {
  await knownTemplate(world);
  const [template] = world.meta.setup.account.templates;
  Object.assign(template ?? {}, { components: [{ type: "BODY", text: "It is late, {{1}}." }] });
  putMetaTemplate(world, "brand_new");
  await news(world, "message_template_components_update", { message_template_element: "It is late, {{1}}." });
  await news(world, "message_template_status_update", { event: "LOCKED" }, 50);
  const approved = { event: "APPROVED", message_template_name: "brand_new" };
  await news(world, "message_template_status_update", approved, 40);
  await world.settle();
  expect(asked(world)).toBe(0);
  await world.later(60);
  expect(asked(world)).toBe(1);
  expect(await known(world)).toMatchObject({ body: "It is late, {{1}}.", status: "approved" });
  expect(await listTemplates(world.deps.db)).toHaveLength(2);
});

test("news of a batch, malformed ones among them, are taken together, the later word over the earlier", async ({
  world,
}) => {
  await knownTemplate(world);
  const time = Math.floor(Date.now() / 1000) - 60;
  const change = (field: string, value: object) => ({
    field,
    value: { ...NAMED, message_template_language: "en", ...value },
  });
  const changes = [
    change("message_template_status_update", { event: "PAUSED", reason: "NONE" }),
    change("message_template_quality_update", { new_quality_score: "YELLOW" }),
    change("message_template_quality_update", { new_quality_score: { odd: true } }),
    change("message_template_status_update", { message_template_name: ["odd"] }),
    change("message_template_status_update", { event: "APPROVED", reason: "NONE" }),
  ];
  const response = await world.meta.post({
    object: "whatsapp_business_account",
    entry: [{ id: "1", time, changes }],
  });
  expect(response.status).toBe(200);
  expect(await known(world)).toMatchObject({ status: "approved", quality: "YELLOW" });
});

test("another business account's template of the same name changes nothing here", async ({ world }) => {
  await knownTemplate(world);
  const paused = { event: "PAUSED", reason: "NONE", message_template_id: 77 };
  await news(world, "message_template_status_update", paused);
  expect(await known(world)).toMatchObject({ status: "approved" });
});
