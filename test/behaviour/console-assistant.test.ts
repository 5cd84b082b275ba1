import { expect } from "vitest";
import { sharesOfTwo } from "../../lib/console/parts/number.ts";
import { turnFigures } from "../../lib/db/stats/turn-figures.ts";
import { HAND_OVER_REASONS } from "../../lib/domain/assistant/outcomes.ts";
import { HAND_OVER_LABELS, HAND_OVER_WORDS } from "../../lib/domain/wording/hand-over.ts";
import { visit } from "../support/console.ts";
import { historyOf } from "../support/contacts.ts";
import { explaining } from "../support/explaining.ts";
import { statsOf } from "../support/stats.ts";
import { ANSWERED, tookTurn } from "../support/turns.ts";
import { LINES } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";

/** What stands in the bubbles of Ana's timeline, oldest first, opened, in words. */
async function bubbles(world: World): Promise<string[]> {
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const page = await visit(world, `/contacts/${contact?.id}`);
  expect(page.status).toBe(200);
  const found = (await page.text()).matchAll(/<li id="m-[^"]+" class="bubble \w+">(.*?)<\/details>/gs);
  return [...found].map(([, inner = ""]) => inner.replace(/<[^>]+>/g, " ").replace(/\s+/g, " "));
}

test("a timeline says what the assistant answered: its model, tokens, tools and the passages it used", async ({
  world,
}) => {
  await LINES.twilio(world).writes("How do I reset my password?");
  await tookTurn(world, PHONE, ANSWERED);
  const [question, answer] = await bubbles(world);
  expect(answer).toContain("WhatsApp, answered by the assistant");
  for (const fact of [
    "Model small-model",
    "Tokens 1,150 in, 50 out",
    "Took 1,840 ms, 2 steps",
    "Tools search_knowledge",
    "Passage accounts.md A forgotten password",
    "Passage accounts.es.md Contraseña olvidada",
  ]) {
    expect(answer).toContain(fact);
    expect(question).toContain(fact);
  }
  expect(question).not.toMatch(/assistant|Handed over/);
});

test("a timeline says of a message why a person took over, and what the assistant made of it", async ({
  world,
}) => {
  await LINES.twilio(world).writes("I want my money back");
  await tookTurn(world, PHONE, {
    outcome: "handed-over",
    why: "by-the-model",
    subject: "A refund",
    summary: "Wants a <refund>",
  });
  const [question, line] = await bubbles(world);
  expect(question).toContain(`Handed over: ${HAND_OVER_LABELS["by-the-model"]}`);
  expect(question).toContain(
    `Handed over ${HAND_OVER_WORDS["by-the-model"]} Ticket subject A refund Summary Wants a &lt;refund&gt;`,
  );
  expect(question).not.toMatch(/Model|Tokens|Took|Tools|Passage/);
  expect(line).toContain("WhatsApp, by the assistant");
});

test.for([HAND_OVER_WORDS, HAND_OVER_LABELS])("every reason has words of its own", (table) => {
  const words = HAND_OVER_REASONS.map((why) => table[why]);
  expect(new Set(words).size).toBe(HAND_OVER_REASONS.length);
});

test("a message that the assistant is at says so, one of before nothing, and a turn that is gone harms nobody", async ({
  world,
}) => {
  const ana = LINES.twilio(world);
  await ana.writes("My invoice 123 is wrong");
  await ana.writes("And invoice 124");
  await tookTurn(world, PHONE, { outcome: "asked" });
  expect((await bubbles(world)).filter((text) => text.includes("assistant"))).toEqual([
    expect.stringContaining("WhatsApp, the assistant is at it"),
  ]);
  await world.database.rows("delete from assistant_turns");
  expect((await bubbles(world)).filter((text) => text.includes("assistant"))).toEqual([]);
});

test("an integration reads which messages are the assistant's", async ({ world }) => {
  await LINES.twilio(world).writes("How do I reset my password?");
  expect((await historyOf(world, { phone: PHONE })).messages.map(({ assistant }) => assistant)).toEqual([
    false,
    false,
  ]);
  await tookTurn(world, PHONE, ANSWERED);
  expect((await historyOf(world, { phone: PHONE })).messages.map(({ assistant }) => assistant)).toEqual([
    true,
    false,
  ]);
});

const CONFIGURED = {
  ASSISTANT_MODEL: "small-model",
  ASSISTANT_BASE_URL: "https://models.example.com/v1",
  ASSISTANT_MONTHLY_TOKENS: "100000",
};

/** What the overview, and the API, say where the assistant is configured so. */
async function told(world: World, env: Record<string, string> = {}) {
  const { origin } = await world.anotherInstance({ env: { ...CONFIGURED, ...env } });
  const page = await visit({ ...world, origin }, "?range=7d");
  expect(page.status).toBe(200);
  const text = (await page.text()).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  return { text, stats: (await statsOf(world, "7d", origin)).assistant };
}

test("the overview counts what was answered and handed over, and why, the month's tokens, and what it cost", async ({
  world,
}) => {
  const ana = LINES.twilio(world);
  const took: Parameters<typeof tookTurn>[2][] = [
    ANSWERED,
    { ...ANSWERED, opensTicket: true, inputTokens: 2_000, outputTokens: 100 },
    { ...ANSWERED, inputTokens: 4_000, outputTokens: 50 },
    { outcome: "handed-over", why: "unsafe" },
    { outcome: "handed-over", why: "too-slow" },
    { outcome: "handed-over", why: "unsafe" },
    { outcome: "asked" },
  ];
  for (const turn of took) {
    await ana.writes("How do I reset my password?");
    await tookTurn(world, PHONE, turn);
  }
  const old = await tookTurn(world, PHONE, { ...ANSWERED, inputTokens: 9_000_000 });
  await world.database.rows(
    "update assistant_turns set created_at = created_at - interval '40 days' where id = $1",
    [old],
  );

  const { text, stats } = await told(world, { ASSISTANT_PRICE_INPUT: "10", ASSISTANT_PRICE_OUTPUT: "50" });
  expect(stats).toEqual({
    answered: 3,
    openedTickets: 1,
    handedOver: [
      { why: "unsafe", count: 2 },
      { why: "too-slow", count: 1 },
    ],
    medianTokens: 2_100,
    monthTokens: 7_350,
    monthlyTokens: 100_000,
    cost: 0.0815,
  });
  expect(text).toContain(
    "Answered 3 (50 %) Answered, with a ticket 1 Handed over 3 (50 %) Tokens a turn, median 2,100",
  );
  expect(text).toContain("Tokens this month 7,350 of 100,000 Cost at your prices 0.0815");
  expect(text).toContain("Unsafe words 2 Model too slow 1");
});

test.for([
  [11, 13, "45.8 %", "54.2 %"],
  [0, 0, "–", "–"],
  [0, 7, "0 %", "100 %"],
  [1, 99_999, "0.1 %", "99.9 %"],
  [99_999, 1, "99.9 %", "0.1 %"],
] as const)("%i and %i are %s and %s of all", ([one, other, ...shares]) => {
  expect(sharesOfTwo(one, other)).toEqual(shares);
});

test("without prices nothing is said of cost, and of no turn nothing but that", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice 123 is wrong");
  const { text, stats } = await told(world, { ASSISTANT_PRICE_INPUT: "10" });
  expect(stats).toMatchObject({
    answered: 0,
    openedTickets: 0,
    handedOver: [],
    medianTokens: null,
    monthTokens: 0,
    cost: null,
  });
  expect(text).toContain("Answered 0 Answered, with a ticket 0 Handed over 0 Tokens a turn, median –");
  expect(text).toContain("Nobody had to.");
  expect(text).not.toContain("Cost");
});

test("without an assistant the overview says nothing of one, and no statement asks for its turns", async ({
  world,
}) => {
  await LINES.twilio(world).writes("My invoice 123 is wrong");
  await tookTurn(world, PHONE, ANSWERED);
  await world.database.rows("alter table assistant_turns rename to out_of_reach");
  const page = await visit(world, "");
  expect(page.status).toBe(200);
  expect(await page.text()).not.toMatch(/assistant/i);
  expect((await statsOf(world)).assistant).toBeNull();
});

test("the overview reads the turns of its days, not all that ever were", async ({ world }) => {
  await world.database.rows(`
    insert into assistant_turns (id, answers, outcome, created_at)
    select gen_random_uuid(), gen_random_uuid(), 'answered', now() - n * interval '20 minutes' from generate_series(1, 50000) n`);
  await world.database.rows("analyze assistant_turns");
  for (const isGeneric of [false, true]) {
    const db = explaining(world, isGeneric);
    await turnFigures(db, new Date(Date.now() - 7 * 86_400_000));
    expect(db.plans).toEqual([expect.stringContaining("Index Scan on assistant_turns_tokens")]);
  }
});
