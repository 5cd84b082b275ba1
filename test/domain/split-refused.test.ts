import { expect, test } from "vitest";
import { splitRefused } from "../../lib/db/split-refused.ts";
import { NotDurableError, StatementError } from "../../lib/errors.ts";

test("twenty statements find one of a thousand; another failure is not looked into", async () => {
  const items = Array.from({ length: 1_000 }, (_, n) => n);
  let runs = 0;
  const refuse = (why: Error) => async (some: number[]) => {
    runs += 1;
    if (some.includes(421)) throw why;
    return some.length;
  };
  const content = new StatementError("no", { cause: Object.assign(new Error("no"), { code: "22P05" }) });
  const split = await splitRefused(items, refuse(content));
  expect(split.refused.map(({ item }) => item)).toEqual([421]);
  expect(split.taken.reduce((sum, n) => sum + n, 0)).toBe(999);
  expect(runs).toBeLessThanOrEqual(21);
  for (const failure of [
    new NotDurableError("away"),
    new StatementError("no", { cause: Object.assign(new Error("no"), { code: "42601" }) }),
    new StatementError("no", {
      cause: Object.assign(new Error("no"), { code: "0A000", routine: "RevalidateCachedQuery" }),
    }),
  ]) {
    runs = 0;
    await expect(splitRefused(items, refuse(failure))).rejects.toBe(failure);
    expect(runs).toBe(1);
  }
});
