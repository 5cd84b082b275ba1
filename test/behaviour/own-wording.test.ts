import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import type { Language } from "../../lib/domain/replies/languages.ts";
import type { Fault } from "../sandbox/upstreams/faults.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { about, statesOf, zendeskOf } from "../support/examined.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const ITEMS = "/dynamic_content/items";
const WHAT = "Dynamic Content";
const [GERMAN, OTHER] = [8, 2];

/** A deployment with German and Spanish of a business's own, which also words German in Zendesk. */
const test = testIn(async () => {
  const wording = { de: { nothingPending: "Nichts offen." }, es: { nothingPending: "Nada más." } };
  const world = await createWorld({
    env: { DYNAMIC_CONTENT: "zendesk" },
    deps: { texts: { wording, problems: [] } },
  });
  // More than a page of what is none of ours.
  for (let n = 0; n < 120; n += 1)
    world.zendesk.dynamicContent.push({
      name: `greeting_${n}`,
      variants: [{ locale_id: OTHER, content: "Hola" }],
    });
  world.zendesk.dynamicContent.push({
    name: "tickline_nothing_pending",
    variants: [
      { locale_id: GERMAN, content: "Gerade wartet nichts." },
      { locale_id: OTHER, content: "Nada.", active: false },
    ],
  });
  return world;
});

const NONE = { tickets: [], reminders: [], approvals: [], elsewhere: [] };

let customers = 0;

/** What a customer of this language is told when nothing waits for them. */
async function nothingPending(world: World, language: Language) {
  customers += 1;
  const customer = CUSTOMERS.SMS(world, `+1415555${String(customers).padStart(4, "0")}`);
  await customer.writes("STOP");
  await customer.writes("START");
  await world.database.rows("update contacts set language = $1 where phone = $2", [language, customer.phone]);
  await customer.writes("PENDING");
  return customer.heard().at(-1);
}

test("Zendesk's words count before the file's, the file's before ours, and Zendesk is asked once", async ({
  world,
}) => {
  expect(await nothingPending(world, "de")).toBe("Gerade wartet nichts.");
  expect(await nothingPending(world, "es")).toBe("Nada más.");
  expect(await nothingPending(world, "fr")).toBe(CATALOGUES.fr.sentences.nothingPending);
  expect(await nothingPending(world, "de")).toBe("Gerade wartet nichts.");
  expect(world.callsTo("GET", ITEMS)).toHaveLength(2);
  expect(world.callsTo("GET", "/locales")).toHaveLength(1);
});

test.for<[string, Fault]>([
  ["fails", { status: 503 }],
  ["has none in its plan", { status: 403 }],
  ["shows a page of a proxy's", "html"],
  ["hangs", "hang"],
])(
  "where Zendesk %s, customers are answered all the same, in the file's words",
  async ([, fault], { world }) => {
    world.fail("zendesk", fault, { when: ({ path }) => path.includes(ITEMS) });
    expect(await nothingPending(world, "de")).toBe("Nichts offen.");
    expect(await nothingPending(world, "de")).toBe("Nichts offen.");
    expect(world.callsTo("GET", ITEMS)).toHaveLength(1);
    expect((await world.tasks()).filter(({ last_error }) => last_error !== null)).toEqual([]);
  },
);

test("whoever does not ask for it pays no call", async ({ world }) => {
  const { deps, close } = await world.anotherInstance({ env: { DYNAMIC_CONTENT: undefined } });
  expect((await deps.replies("de")).pending(NONE)).toBe("Nichts offen.");
  await close();
  expect(world.callsTo("GET", ITEMS)).toEqual([]);
});

test("the doctor says what Zendesk words, what it leaves out, and why it sees nothing", async ({ world }) => {
  const env = { DYNAMIC_CONTENT: "zendesk" };
  const look = async () => about(await zendeskOf(world, env), WHAT);
  expect(statesOf(await zendeskOf(world, { DYNAMIC_CONTENT: undefined }))).not.toHaveProperty([WHAT]);
  expect(await look()).toMatchObject({ state: "ok", says: "Its sentences: 1 in de." });
  const variants = [{ locale_id: GERMAN, content: "Hallo {{ticket.title}}" }];
  world.zendesk.dynamicContent.push({ name: "tickline_help", variants });
  expect(await look()).toMatchObject({
    state: "warning",
    says: expect.stringContaining("tickline_help, de, holds a placeholder that only Zendesk fills"),
  });
  for (const items of [undefined, null, [null], [{ name: 5, variants: 7 }], "none"]) {
    world.fail("zendesk", { status: 200, body: { items } }, { when: ({ path }) => path.includes(ITEMS) });
    expect(["warning", "unknown"], JSON.stringify(items)).toContain((await look()).state);
    world.heal();
  }
  const endless = { items: [], meta: { has_more: true, after_cursor: "again" } };
  world.fail("zendesk", { status: 200, body: endless }, { when: ({ path }) => path.includes(ITEMS) });
  expect((await look()).state).toBe("unknown");
  world.heal();
  world.zendesk.dynamicContent.splice(0);
  expect(await look()).toMatchObject({ state: "warning", actual: "none" });
  world.fail("zendesk", { status: 404 }, { when: ({ path }) => path.includes(ITEMS) });
  expect(await look()).toMatchObject({ state: "warning", says: expect.stringContaining("(HTTP 404)") });
});
