import { expect } from "vitest";
import type { Payload } from "../sandbox/meta/message.ts";
import { visit } from "../support/console.ts";
import { historyOf } from "../support/contacts.ts";
import { answeredTicket, answerOnceMore } from "../support/delivery.ts";
import { countsAge, statsOf } from "../support/stats.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

type Priced = {
  is_billable: boolean | null;
  pricing_category: string | null;
  pricing_model: string | null;
  pricing_type: string | null;
};

/** What the row of the newest message says of its price. */
async function priceOf(world: World): Promise<Priced | undefined> {
  const [row] = await world.database.rows<Priced>(
    `select is_billable, pricing_category, pricing_model, pricing_type from contact_logs
     where direction = 'outbound' order by created_at desc, id desc limit 1`,
  );
  return row;
}

/** Meta tells of its newest message, with this price. */
const tells = (world: World, status: string, pricing?: unknown) =>
  world.meta.status(world.meta.sent.at(-1)?.id ?? "", status, { pricing } as Payload);

const SERVICE = { billable: true, pricing_model: "PMP", category: "service", type: "regular" };

test.for([
  ["everything that Meta says", SERVICE, [true, "service", "PMP", "regular"]],
  [
    "an entry by an ad, which is free",
    { billable: false, pricing_model: "PMP", category: "referral_conversion", type: "free_entry_point" },
    [false, "referral_conversion", "PMP", "free_entry_point"],
  ],
  [
    "a regular one without billable",
    { pricing_model: "PMP", category: "utility", type: "regular" },
    [true, "utility", "PMP", "regular"],
  ],
  [
    "free customer service without billable",
    { pricing_model: "PMP", category: "service", type: "free_customer_service" },
    [false, "service", "PMP", "free_customer_service"],
  ],
  [
    "the older model, without a type",
    { billable: true, pricing_model: "CBP", category: "marketing" },
    [true, "marketing", "CBP", null],
  ],
  [
    "a type that is new, without billable: nobody knows",
    { pricing_model: "PMP", category: "service", type: "half_price" },
    [null, "service", "PMP", "half_price"],
  ],
  ["a category alone", { category: "authentication" }, [null, "authentication", null, null]],
  [
    "other kinds of values, which are nothing",
    { billable: "yes", pricing_model: 7, category: "service", type: null },
    [null, "service", null, null],
  ],
  ["no price at all", undefined, [null, null, null, null]],
  ["a price that is none", "free", [null, null, null, null]],
] as const)(
  "a price is kept whole: %s",
  async ([, pricing, [billable, category, model, type]], { world }) => {
    await LINES.meta(world).writes("My invoice is wrong");
    expect((await tells(world, "delivered", pricing)).status).toBe(200);
    expect(await priceOf(world)).toEqual({
      is_billable: billable,
      pricing_category: category,
      pricing_model: model,
      pricing_type: type,
    });
  },
);

test("a price that comes with a later status is kept, and the first one stays", async ({ world }) => {
  await LINES.meta(world).writes("My invoice is wrong");
  await tells(world, "read");
  await tells(world, "delivered", SERVICE);
  await tells(world, "sent", { billable: false, pricing_model: "CBP", category: "utility", type: "x" });
  expect(await priceOf(world)).toEqual({
    is_billable: true,
    pricing_category: "service",
    pricing_model: "PMP",
    pricing_type: "regular",
  });
});

test.for([
  ["billable", "is_billable", true],
  ["pricing_model", "pricing_model", "PMP"],
  ["type", "pricing_type", "regular"],
] as const)("a price that says %s only later is completed", async ([part, column, value], { world }) => {
  await LINES.meta(world).writes("My invoice is wrong");
  await tells(world, "sent", { category: "service" });
  await tells(world, "sent", { category: "service", [part]: value });
  expect(await priceOf(world)).toMatchObject({ pricing_category: "service", [column]: value });
});

test("two statuses in one webhook keep the price that either has", async ({ world }) => {
  await LINES.meta(world).writes("My invoice is wrong");
  const wamid = world.meta.sent.at(-1)?.id ?? "";
  const statuses = [
    world.meta.statusOf(wamid, "read", { pricing: undefined }),
    world.meta.statusOf(wamid, "delivered", { pricing: SERVICE }),
  ];
  await world.meta.post(world.meta.envelope({ messaging_product: "whatsapp", statuses }));
  expect(await priceOf(world)).toMatchObject({ is_billable: true, pricing_type: "regular" });
});

/** Ana's ticket with its confirmation, an agent's answer, and what Meta said of each. */
async function billed(world: World) {
  await answeredTicket(world, "meta");
  const [confirmation, answer] = world.meta.sent;
  await world.meta.status(confirmation?.id ?? "", "delivered", { pricing: SERVICE });
  await world.meta.status(answer?.id ?? "", "read", { pricing: { ...SERVICE, category: "utility" } });
}

test("statistics count what is billed by our number and category", async ({ world }) => {
  await billed(world);
  await answerOnceMore(world, "And one that is free");
  await tells(world, "delivered", { ...SERVICE, billable: false, type: "free_customer_service" });
  await answerOnceMore(world, "And one that failed after it was sent");
  await tells(world, "sent", SERVICE);
  await tells(world, "failed", undefined);
  await answerOnceMore(world, "And one more");
  await tells(world, "sent", SERVICE);
  const [{ sender } = { sender: "" }] = await world.database.rows<{ sender: string }>(
    "select distinct sender from contact_logs where direction = 'outbound'",
  );
  expect(sender).toMatch(/^\+?\d+$/);
  for (const range of ["today", "7d", "30d"])
    expect((await statsOf(world, range)).billable).toEqual([
      { provider: "meta", number: sender, category: "service", count: 2 },
      { provider: "meta", number: sender, category: "utility", count: 1 },
    ]);
});

test("a price that comes late is counted when its hour is counted again", async ({ world }) => {
  await LINES.meta(world).writes("My invoice is wrong");
  await tells(world, "sent");
  expect((await statsOf(world)).billable).toEqual([]);
  await tells(world, "delivered", SERVICE);
  await countsAge(world, 5);
  expect((await statsOf(world)).billable).toMatchObject([{ category: "service", count: 1 }]);
});

test("the console's overview says how many messages Meta bills, by number and category", async ({
  world,
}) => {
  await LINES.meta(world).writes("My invoice is wrong");
  await tells(world, "delivered", { ...SERVICE, category: "<b>new</b>" });
  const html = await (await visit(world, "?range=today")).text();
  const [, card = ""] = html.split("<h2>What Meta bills</h2>");
  const text = card
    .split("</section>")[0]
    ?.replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
  expect(text).toMatch(/\d{8,} &lt;b&gt;new&lt;\/b&gt; 1/);
});

test("without anything billed, the overview says so", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  expect(await (await visit(world, "?range=today")).text()).toContain("Meta billed no message.");
});

const LONG = Array(5).fill("A sentence of some length. ".repeat(40)).join("\n\n");

test("an answer that went out in pieces says how many, in the history and on the contact's page", async ({
  world,
}) => {
  await answeredTicket(world, "twilio", LONG);
  const pieces = world.twilio.sent.length - 1;
  expect(pieces).toBeGreaterThan(2);
  const [row] = await world.logs("inbound");
  const { messages } = await historyOf(world, { id: row?.contact_id });
  const told = messages.map(({ part, parts }) => [part, parts]).reverse();
  expect(told).toEqual([
    [null, null],
    [null, null],
    ...Array.from({ length: pieces }, (_, n) => [n + 1, pieces]),
  ]);
  const html = await (await visit(world, `/contacts/${row?.contact_id}`)).text();
  for (let n = 1; n <= pieces; n++) expect(html).toContain(`by an agent, message ${n} of ${pieces}`);
});

test("an answer that is one message says nothing of pieces", async ({ world }) => {
  await answeredTicket(world, "meta");
  const [row] = await world.logs("inbound");
  const html = await (await visit(world, `/contacts/${row?.contact_id}`)).text();
  expect(html).toContain("by an agent");
  expect(html).not.toContain("message 1 of");
  await tells(world, "read", SERVICE);
  await settled(world);
  const { messages } = await historyOf(world, { id: row?.contact_id });
  expect(messages[0]).toMatchObject({ part: 1, parts: 1, isBillable: true, pricingCategory: "service" });
});
