import { expect } from "vitest";
import { HAND_OVER_REASONS } from "../../lib/domain/assistant/outcomes.ts";
import { WHY_HANDED_OVER } from "../../lib/domain/wording/hand-over-reasons.ts";
import { visit } from "../support/console.ts";
import { historyOf } from "../support/contacts.ts";
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
  await tookTurn(world, PHONE, { outcome: "handed-over", why: "by-the-model", summary: "Wants a <refund>" });
  const [question, line] = await bubbles(world);
  expect(question).toContain("WhatsApp, handed over: the assistant thought it better");
  expect(question).toContain("Handed over the assistant thought it better Summary Wants a &lt;refund&gt;");
  expect(question).not.toMatch(/Model|Tokens|Took|Tools|Passage/);
  expect(line).toContain("WhatsApp, by the assistant");
});

test("every reason has words of its own", () => {
  const words = HAND_OVER_REASONS.map((why) => WHY_HANDED_OVER[why]);
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
