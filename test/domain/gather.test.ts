import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gather } from "../../lib/db/gather.ts";
import { NotDurableError } from "../../lib/errors.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

type Message = { of: string; n: number };

const locked = () =>
  new NotDurableError("locked", { cause: Object.assign(new Error("locked"), { code: "55P03" }) });

/** A table in which somebody holds these people's rows; each statement takes 2 ms. */
function tableWith(held: Set<string>) {
  const seen = { stored: [] as Message[], statements: 0, atOnce: 0 };
  let running = 0;
  const run = async (messages: Message[], lockTimeoutMs: number) => {
    seen.statements += 1;
    running += 1;
    seen.atOnce = Math.max(seen.atOnce, running);
    await after(2);
    const needed = () => messages.some(({ of }) => held.has(of));
    for (let waited = 0; needed() && waited < lockTimeoutMs; waited += 10) await after(10);
    running -= 1;
    if (needed()) throw locked();
    seen.stored.push(...messages);
    return messages.map(({ of, n }) => `${of}: ${n}`);
  };
  return { seen, gathered: gather({ run, keysOf: ({ of }: Message) => [of] }) };
}

const after = (ms: number) => new Promise<void>((resolve) => void globalThis.setTimeout(resolve, ms));

test("200 calls at once and three held rows among them: all others are stored within a second, by few connections", async () => {
  const held = new Set(["person 50", "person 51", "person 170"]);
  const { seen, gathered } = tableWith(held);
  const outcomes = Array.from({ length: 200 }, (_, n) =>
    gathered([{ of: `person ${n}`, n }]).then(
      () => "stored",
      () => "refused",
    ),
  );
  await vi.advanceTimersByTimeAsync(1_000);
  expect(seen.stored).toHaveLength(197);
  expect(seen.atOnce).toBeLessThanOrEqual(6);
  expect(seen.statements).toBeLessThan(80);
  // Refused while the caller still listens.
  await vi.advanceTimersByTimeAsync(2_400);
  expect((await Promise.all(outcomes)).filter((outcome) => outcome === "refused")).toHaveLength(3);
});

test("whoever comes while rows are held waits for nobody", async () => {
  const { seen, gathered } = tableWith(new Set(["a", "b", "c"]));
  for (const person of ["a", "b", "c"]) gathered([{ of: person, n: 0 }]).catch(() => {});
  for (let n = 0; n < 20; n += 1) {
    await vi.advanceTimersByTimeAsync(50);
    void gathered([{ of: `person ${n}`, n }]);
  }
  await vi.advanceTimersByTimeAsync(300);
  expect(seen.stored).toHaveLength(20);
});

test("one person's messages are stored in their order, however often they are run apart", async () => {
  const held = new Set(["person 0", "person 1"]);
  const { seen, gathered } = tableWith(held);
  const all: Promise<unknown>[] = [];
  for (let n = 0; n < 300; n += 1) {
    all.push(gathered([{ of: `person ${n % 5}`, n }]));
    await vi.advanceTimersByTimeAsync(5);
    if (n === 150) held.clear();
  }
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(all);
  for (let person = 0; person < 5; person += 1) {
    const order = seen.stored.filter(({ of }) => of === `person ${person}`).map(({ n }) => n);
    expect(order).toHaveLength(60);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
});

test("a call whose messages are stored but for one is told so, and the one is tried until the row is free", async () => {
  const held = new Set(["a"]);
  const { seen, gathered } = tableWith(held);
  const call = gathered([
    { of: "a", n: 1 },
    { of: "b", n: 2 },
    { of: "a", n: 3 },
    { of: "c", n: 4 },
  ]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(seen.stored.map(({ n }) => n)).toEqual([2, 4]);
  held.clear();
  await vi.advanceTimersByTimeAsync(100);
  expect(await call).toEqual({ taken: ["a: 1", "b: 2", "a: 3", "c: 4"], refused: [] });
  expect(seen.stored.map(({ n }) => n)).toEqual([2, 4, 1, 3]);
});

test("calls that share a statement are each answered for their own messages, in their order", async () => {
  const { seen, gathered } = tableWith(new Set());
  const calls = ["a", "b", "c"].map((of) =>
    gathered([
      { of, n: 2 },
      { of, n: 1 },
    ]),
  );
  await vi.advanceTimersByTimeAsync(100);
  expect((await Promise.all(calls)).map(({ taken }) => taken)).toEqual([
    ["a: 2", "a: 1"],
    ["b: 2", "b: 1"],
    ["c: 2", "c: 1"],
  ]);
  expect(seen.statements).toBe(2);
});

test("a call of a thousand is two statements side by side, but for whoever is in both, and one where it is to stay whole", async () => {
  const { seen, gathered } = tableWith(new Set());
  const messages = Array.from({ length: 1_000 }, (_, n) => ({ of: `person ${n === 700 ? 0 : n}`, n }));
  const stored = gathered(messages);
  await vi.advanceTimersByTimeAsync(10);
  expect((await stored).taken).toEqual(messages.map(({ of, n }) => `${of}: ${n}`));
  expect(seen).toMatchObject({ statements: 3, atOnce: 2 });
  expect(seen.stored.filter(({ of }) => of === "person 0").map(({ n }) => n)).toEqual([0, 700]);

  const whole = gathered(messages, { isWhole: true });
  await vi.advanceTimersByTimeAsync(10);
  expect((await whole).taken).toHaveLength(1_000);
  expect(seen.statements).toBe(4);
});
