import { beforeEach, expect, test, vi } from "vitest";
import { createTimer } from "../../lib/wake/timer.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const workOf = () => vi.fn(async () => {});

test("the earliest moment counts, whoever asked for it", async () => {
  const work = workOf();
  const { at } = createTimer(work);
  for (const seconds of [60, 30, 90]) void at(seconds);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(work).toHaveBeenCalledOnce();
  // Who worked says when next.
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(work).toHaveBeenCalledOnce();
});

test("what was asked for while it works counts", async () => {
  const work = workOf();
  const timer = createTimer(work);
  work.mockImplementationOnce(() => timer.at(10));
  void timer.at(1);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(work).toHaveBeenCalledTimes(2);
});

test("work that fails is tried again, and one that is stopped is not begun", async () => {
  const work = workOf();
  const { at, stop } = createTimer(work);
  work.mockRejectedValueOnce(new Error("the database is away"));
  void at(1);
  await vi.advanceTimersByTimeAsync(32_000);
  expect(work).toHaveBeenCalledTimes(2);
  void at(1);
  stop();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(work).toHaveBeenCalledTimes(2);
});

test("what is due in a month is not worked for at once, but looked at in five days", async () => {
  const day = 86_400;
  const work = workOf();
  const { at } = createTimer(work);
  void at(30 * day);
  await vi.advanceTimersByTimeAsync(4 * day * 1000);
  expect(work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2 * day * 1000);
  expect(work).toHaveBeenCalledOnce();
});
