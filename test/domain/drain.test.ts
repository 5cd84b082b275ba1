import { expect, test, vi } from "vitest";
import { createDrain } from "../../lib/tasks/drain.ts";

/** A drain over tasks that end when they are told to. */
function drainOf(
  options: { budgetMs?: number; deadline?: () => Date | undefined; patienceMs?: number } = {},
) {
  let due = 0;
  let looks = 0;
  const running: (() => void)[] = [];
  const drain = createDrain({
    async takeDue() {
      looks += 1;
      const taken = due;
      due = 0;
      return Array.from({ length: taken }, () => new Promise<void>((resolve) => running.push(resolve)));
    },
    nextDueInSeconds: async () => null,
    budgetMs: 10_000,
    patienceMs: 0,
    lastBeginsMs: 60_000,
    deadline: () => undefined,
    ...options,
  });
  return {
    drain,
    promise: (tasks: number) => {
      due += tasks;
    },
    end: () => running.shift()?.(),
    looks: () => looks,
    running: () => running.length,
  };
}

test("a task that ends makes room for the next at once, whatever the others do", async () => {
  const { drain, promise, end, running } = drainOf();
  promise(2);
  const done = drain();
  await vi.waitFor(() => expect(running()).toBe(2), 60_000);
  promise(1);
  end();
  // One of the first two still runs.
  await vi.waitFor(() => expect(running()).toBe(2), 60_000);
  end();
  end();
  await done;
});

test("a call while it runs is looked for at once, and resolves when what was begun is settled", async () => {
  const { drain, promise, end, running } = drainOf();
  promise(1);
  const first = drain();
  await vi.waitFor(() => expect(running()).toBe(1), 60_000);
  promise(1);
  const second = drain();
  await vi.waitFor(() => expect(running()).toBe(2), 60_000);
  end();
  end();
  await Promise.all([first, second]);
});

test("one that ends by its time alone is begun by nobody again", async () => {
  const { drain, promise, end, running, looks } = drainOf({ budgetMs: 30 });
  promise(1);
  const done = drain();
  await vi.waitFor(() => expect(running()).toBe(1), 60_000);
  // Its time is over while the task still runs: what comes due from now on is the next one's.
  await new Promise((resolve) => setTimeout(resolve, 60));
  const before = looks();
  promise(1);
  end();
  await done;
  expect([looks(), running()]).toEqual([before, 0]);
});

test("a call after the last look of one whose time is up begins another, beside what still runs", async () => {
  const { drain, promise, end, running } = drainOf({ budgetMs: 30 });
  promise(1);
  const first = drain();
  await vi.waitFor(() => expect(running()).toBe(1), 60_000);
  await new Promise((resolve) => setTimeout(resolve, 60));
  promise(1);
  const second = drain();
  await vi.waitFor(() => expect(running()).toBe(2), 60_000);
  end();
  end();
  await Promise.all([first, second]);
});

test("no task begins that might not end before the function does", async () => {
  const inAMinute = { deadline: () => new Date(Date.now() + 59_000) };
  const late = drainOf(inAMinute);
  late.promise(1);
  await late.drain();
  expect(late.looks()).toBe(0);
});

test("a look that fails is a failure of whoever called before it, and of nobody who calls later", async () => {
  let fails = true;
  const drain = createDrain({
    takeDue: async () => {
      if (fails) throw new Error("no database");
      return [];
    },
    nextDueInSeconds: async () => null,
    budgetMs: 1_000,
    patienceMs: 0,
    lastBeginsMs: 60_000,
    deadline: () => undefined,
  });
  await expect(drain()).rejects.toThrow("no database");
  fails = false;
  await drain();
});
