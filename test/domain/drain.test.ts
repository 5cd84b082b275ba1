import { expect, test, vi } from "vitest";
import { type Beside, createDrain } from "../../lib/tasks/drain.ts";

/** A drain over tasks that end when they are told to. */
function drainOf(options: Partial<Omit<Parameters<typeof createDrain>[0], "takeDue">> = {}) {
  let due = 0;
  let looks = 0;
  const running: (() => void)[] = [];
  const drain = createDrain({
    async takeDue() {
      looks += 1;
      const taken = due;
      due = 0;
      const begun = Array.from(
        { length: taken },
        () => new Promise<undefined>((resolve) => running.push(() => resolve(undefined))),
      );
      return { begun };
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
      return { begun: [] };
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

test("the last to leave asks once to be woken for what is left", async () => {
  const asked: number[] = [];
  const wakeAt = async (seconds: number) => void asked.push(seconds);
  const { drain, promise, end, running } = drainOf({ nextDueInSeconds: async () => 36, wakeAt });
  promise(2);
  const calls = [drain(), drain(), drain()];
  await vi.waitFor(() => expect(running()).toBe(2), 60_000);
  end();
  expect(asked).toEqual([]);
  end();
  await Promise.all(calls);
  expect(asked).toEqual([36]);
  await drain();
  expect(asked).toEqual([36, 36]);
});

test("where nothing is left, nobody is asked for", async () => {
  const wakeAt = vi.fn(async () => {});
  await drainOf({ wakeAt }).drain();
  expect(wakeAt).not.toHaveBeenCalled();
});

test("what is due and nobody here can take is looked at in a minute, and so is a database that is away", async () => {
  const asked: number[] = [];
  const wakeAt = async (seconds: number) => void asked.push(seconds);
  await drainOf({ wakeAt, nextDueInSeconds: async () => -5 }).drain();
  await drainOf({ wakeAt, nextDueInSeconds: () => Promise.reject(new Error("away")) }).drain();
  expect(asked).toEqual([60, 60]);
});

test("what is left when the time is up is gone on with at once", async () => {
  const asked: number[] = [];
  const wakeAt = async (seconds: number) => void asked.push(seconds);
  const { drain, promise, end, running } = drainOf({
    wakeAt,
    nextDueInSeconds: async () => -5,
    budgetMs: 30,
  });
  promise(1);
  const done = drain();
  await vi.waitFor(() => expect(running()).toBe(1), 60_000);
  end();
  await done;
  expect(asked).toEqual([-5]);
});

test("whoever begins tasks has somebody look after them first, and whoever begins none has not", async () => {
  const ifWeDie = vi.fn(async () => {});
  const { drain, promise, end, running } = drainOf({ ifWeDie });
  await drain();
  expect(ifWeDie).not.toHaveBeenCalled();
  promise(1);
  const done = drain();
  await vi.waitFor(() => expect(running()).toBe(1), 60_000);
  expect(ifWeDie).toHaveBeenCalledOnce();
  end();
  await done;
});

test("the database is asked once when the next is due, unless something happens after it said so", async () => {
  const asked: number[] = [];
  const nextDueInSeconds = vi.fn(async () => 3600);
  const wakeAt = async (seconds: number) => void asked.push(Math.round(seconds / 60));
  await drainOf({ wakeAt, nextDueInSeconds, patienceMs: 7_000 }).drain();
  expect(nextDueInSeconds).toHaveBeenCalledTimes(1);
  expect(asked).toEqual([60]);
});

test.for([
  { settlement: "saw all", isAll: true, looks: 1 },
  { settlement: "did not see all", isAll: false, looks: 2 },
  { settlement: "began to look before somebody called", isAll: true, call: "meanwhile", looks: 2 },
  { settlement: "began to look after a call for which nobody looked", isAll: true, call: "before", looks: 2 },
])("after a settlement that $settlement, there are $looks looks", async ({ isAll, call, looks }) => {
  const nextDueInSeconds = vi.fn(async () => 36);
  const asked: number[] = [];
  let end = () => {};
  let beside: Beside = () => null;
  let looked = 0;
  const drain = createDrain({
    async takeDue(theirs) {
      looked += 1;
      beside = theirs;
      if (looked > 1) return { begun: [], nextDueInSeconds: 7_200 };
      const task = new Promise<{ hasLooked: boolean }>((resolve) => {
        end = () => resolve({ hasLooked: true });
      });
      return { begun: [task], nextDueInSeconds: null };
    },
    nextDueInSeconds,
    budgetMs: 600_000,
    patienceMs: 0,
    lastBeginsMs: 60_000,
    deadline: () => undefined,
    wakeAt: async (seconds) => void asked.push(Math.round(seconds / 3600)),
  });
  const calls = [drain()];
  await vi.waitFor(() => expect(beside()).not.toBeNull(), 60_000);
  if (call === "before") calls.push(drain());
  const tell = beside();
  if (call === "meanwhile") calls.push(drain());
  tell?.({ begun: [], nextDueInSeconds: 3_600, isAll });
  // The task still runs.
  await vi.waitFor(() => expect(looked).toBe(looks), 60_000);
  end();
  await Promise.all(calls);
  expect([looked, asked, nextDueInSeconds.mock.calls.length]).toEqual([looks, [looks], 0]);
});
