import fc from "fast-check";
import { expect } from "vitest";
import { storableJson } from "../../lib/domain/text.ts";

export const RUNS = { numRuns: 300 };
export const CH = `CH${"0".repeat(32)}`;

export const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "\u0000",
    "half of \ud83d",
    "14155550123",
    "whatsapp:+14155550123",
    "+14155550124",
    "1732000000",
    "2026-01-01T00:00:00Z",
    "99999999999999999999",
    '{"a":"\\u0000"}',
    `HX${"0".repeat(32)}`,
    "https://example.com/a.png",
  ),
);
/** Objects that are no text, and say that they are none of the usual kind. */
const oddities = fc.constantFrom<unknown>(
  { toString: 1, valueOf: 1 },
  { __proto__: null, length: -1 },
  [[[]]],
  -0,
  1e300,
  {
    ["__proto__"]: { a: 1 },
  },
);
export const json = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 3 },
  { arbitrary: text, weight: 3 },
  { arbitrary: oddities, weight: 3 },
  { arbitrary: fc.constant(undefined), weight: 1 },
);
/** An object with these members, each of them as it should be, or anything. */
export const like = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    {
      arbitrary: fc.record(
        Object.fromEntries(
          Object.entries(members).map(([name, one]) => [name, fc.oneof({ arbitrary: one, weight: 8 }, json)]),
        ),
        { requiredKeys: [] },
      ),
      weight: 12,
    },
    json,
  );
export const listOf = (one: fc.Arbitrary<unknown>) =>
  fc.array(fc.oneof({ arbitrary: one, weight: 8 }, json), { maxLength: 3 });
export const id = fc.oneof(fc.nat(), fc.constantFrom("35436", "18446744073709551615"));
export const moment = fc.constantFrom("2026-03-04T05:06:07Z", "0000-00-00T00:00:00Z", "never");
/** What PostgreSQL takes is what cleaning leaves as it is. */
export function expectStorable(read: unknown) {
  const plain = JSON.parse(JSON.stringify(read ?? null));
  expect(plain).toEqual(storableJson(plain));
}

/** Reads, or refuses by one of these errors and no other. */
export function readOrRefused<Read>(
  read: () => Read,
  ...refusals: (new (
    ...args: never[]
  ) => Error)[]
): Read | null {
  try {
    return read();
  } catch (error) {
    expect(
      refusals.some((one) => error instanceof one),
      String(error),
    ).toBe(true);
    return null;
  }
}
