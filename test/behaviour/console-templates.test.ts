import { expect } from "vitest";
import { listTemplates } from "../../lib/templates/list-templates.ts";
import { submit, visit } from "../support/console.ts";
import { pageOf } from "../support/lists.ts";
import { cronCalls, putContent, putMetaTemplate } from "../support/templates.ts";
import { test, type World } from "../support/world.ts";

async function idOf({ deps }: World, search: string): Promise<string> {
  return (await listTemplates(deps.db, { search }))[0]?.id ?? "";
}

test("the list shows each template with its status, category, quality, why it was rejected, and its language", async ({
  world,
}) => {
  expect(await pageOf(world, "/templates")).toContain("No provider told of one yet.");
  const rejection = {
    status: "rejected",
    category: "MARKETING",
    rejection_reason: "It promises <b>too much</b>.",
  };
  putContent(world, "spring_sale", { "twilio/text": { body: "Sale!" } }, { approval: rejection });
  putMetaTemplate(world, "order_ready", { language: "pt_BR", quality_score: { score: "RED" } });
  await cronCalls(world);
  const list = await pageOf(world, "/templates");
  for (const text of [
    "spring_sale",
    "rejected</span>",
    "It promises &lt;b&gt;too much&lt;/b&gt;.",
    "marketing",
  ])
    expect(list).toContain(text);
  for (const text of ["order_ready", "pt_BR", "approved</span>", "red</span>"]) expect(list).toContain(text);

  const found = await pageOf(world, "/templates?q=order+ready");
  expect(found).toContain("order_ready");
  expect(found).not.toContain("spring_sale");
  expect(await pageOf(world, "/templates?status=rejected")).not.toContain("order_ready");
  expect(await pageOf(world, "/templates?q=nothing+like+it")).toContain("No template fits.");
});

test("a button asks both providers at once, and what keeps one from telling is said", async ({ world }) => {
  putContent(world, "order_late", { "twilio/text": { body: "Order {{1}} is late." } });
  world.meta.setup.token.scopes = ["whatsapp_business_messaging"];
  const asked = await submit(world, "/templates");
  expect(asked.headers.get("location")).toBe("/console/templates?notice=templates-asked");
  await world.settle();
  const list = await pageOf(world, "/templates");
  expect(list).toContain("order_late");
  expect(list).toContain("Meta does not tell us its templates");
  putContent(world, "another", { "twilio/text": { body: "Hello" } });
  await submit(world, "/templates");
  await world.settle();
  expect(await pageOf(world, "/templates")).toContain("another");
});

test("a template's page shows what a customer reads, with examples, and with what somebody types", async ({
  world,
}) => {
  putMetaTemplate(world, "order_ready", {
    components: [
      { type: "HEADER", format: "TEXT", text: "Order {{order_id}}" },
      { type: "BODY", text: "Hello {{customer_name}}, come <soon>." },
      { type: "FOOTER", text: "Lucky Shrub" },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "I am coming" }] },
    ],
  });
  await cronCalls(world);
  const path = `/templates/${await idOf(world, "order_ready")}`;
  const page = await pageOf(world, path);
  expect(page).toContain("<strong>Order <mark>35436</mark></strong>");
  expect(page).toContain("Hello <mark>Ana</mark>, come &lt;soon&gt;.");
  for (const text of ["Lucky Shrub", "I am coming"]) expect(page).toContain(text);

  const tried = await submit(world, path, { "v.customer_name": "<i>Jörg</i>", "v.order_id": " " });
  const shown = await tried.text();
  expect(shown).toContain("Hello <mark>&lt;i&gt;Jörg&lt;/i&gt;</mark>");
  expect(shown).toContain("<mark>{{order_id}}</mark>");
  expect(world.meta.sent).toEqual([]);
});

test("a template that is none, and a cursor that is none, are told so", async ({ world }) => {
  expect((await visit(world, "/templates/not-an-id")).status).toBe(404);
  expect((await visit(world, "/templates/00000000-0000-7000-8000-000000000000")).status).toBe(404);
  expect((await visit(world, "/templates?cursor=1")).status).toBe(400);
});

test("a long list goes on page by page, within its search", async ({ world }) => {
  for (let n = 0; n < 120; n += 1) putMetaTemplate(world, `order_${n}`);
  putMetaTemplate(world, "another");
  await cronCalls(world);
  let path = "/templates?q=order_";
  const named = new Set<string>();
  for (let pages = 0; pages < 3; pages += 1) {
    const page = await pageOf(world, path);
    for (const [, name = ""] of page.matchAll(/">(order_\d+|another)<\/a>/g)) named.add(name);
    path = /href="\/console(\/templates\?[^"]+)" rel="next"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
  }
  expect([named.size, named.has("another"), path]).toEqual([120, false, ""]);
});
