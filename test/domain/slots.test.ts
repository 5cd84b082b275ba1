import { expect, onTestFinished, test, vi } from "vitest";
import { type Allowed, accountable, freeSlots, inSlot, newSlot } from "../../lib/tasks/slots.ts";

const AT_FIRST = 8;
const AT_MOST = 48;

/** An upstream whose calls are answered when, and as, a test says. */
function upstream() {
  const allowed: Allowed = new Map();
  const waiting: ((status: number) => void)[] = [];
  const fetchUpstream = accountable(
    () => new Promise((resolve) => waiting.push((status) => resolve(new Response(null, { status })))),
  );
  const begin = () => {
    const answered = inSlot(newSlot("zendesk", allowed), () =>
      fetchUpstream("zendesk", "https://zendesk.example"),
    );
    const respond = waiting.pop();
    return async (status: number) => {
      respond?.(status);
      await answered;
    };
  };
  const calling = (count: number) =>
    Array.from({ length: count }, () => ({ ...newSlot("zendesk", allowed), calling: ["zendesk" as const] }));
  return {
    begin,
    async answers(status: number, times: number) {
      for (let n = 0; n < times; n += 1) await begin()(status);
    },
    /** How many tasks may be calling it at a time: beside so many, no other begins. */
    bears() {
      let count = 0;
      while (freeSlots(calling(count), allowed).zendesk > 0) count += 1;
      return count;
    },
  };
}

test("each answer lets one call more be under way, up to a limit; a failure as few as at first", async () => {
  const { answers, bears } = upstream();
  expect(bears()).toBe(AT_FIRST);
  await answers(200, 3);
  await answers(404, 3);
  expect(bears()).toBe(AT_FIRST + 3);
  await answers(200, 100);
  expect(bears()).toBe(AT_MOST);
  await answers(503, 1);
  expect(bears()).toBe(AT_FIRST);
});

test("what was called before a failure tells nothing when it is answered after it, and what is called then does", async () => {
  const { begin, answers, bears } = upstream();
  const before = [begin(), begin(), begin()];
  await answers(503, 1);
  for (const answer of before) await answer(200);
  expect(bears()).toBe(AT_FIRST);
  await answers(200, 2);
  expect(bears()).toBe(AT_FIRST + 2);
});

test("an upstream that answered nobody for five seconds is called by as few as at first", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const { answers, bears } = upstream();
  await answers(200, 10);
  vi.advanceTimersByTime(4_000);
  await answers(200, 1);
  vi.advanceTimersByTime(4_999);
  expect(bears()).toBe(AT_FIRST + 11);
  vi.advanceTimersByTime(1);
  expect(bears()).toBe(AT_FIRST);
});
