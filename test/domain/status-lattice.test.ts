import fc from "fast-check";
import { expect, test } from "vitest";
import {
  combine,
  evidenceOf,
  MESSAGE_STATUSES,
  type Moment,
  type StatusUpdate,
} from "../../lib/domain/message-status.ts";
import { PROOFS, updatesOfOneMessage } from "../support/status-updates.ts";

const LOG_ID = "0190a3c4-0000-7000-8000-000000000001";
const MESSAGE_ID = "SM1";

const one = updatesOfOneMessage({ provider: "twilio", logId: LOG_ID, messageId: MESSAGE_ID }).map((updates) =>
  updates.map((update, n): StatusUpdate => (n % 3 === 2 ? { ...update, at: "now" } : update)),
);
const evidence = one.map((updates) => updates.map(evidenceOf));
const together = (list: ReturnType<typeof evidenceOf>[]) => list.reduce(combine);

test("evidence of one message is a semilattice: idempotent, commutative, associative", () => {
  fc.assert(
    fc.property(evidence, fc.nat(), fc.nat(), (list, i, j) => {
      const cut = 1 + (i % list.length);
      const [left, right] = [list.slice(0, cut), list.slice(cut)];
      const all = together(list);
      expect(combine(all, all)).toEqual(all);
      expect(combine(all, list[j % list.length] ?? all)).toEqual(all);
      expect(together([...list].reverse())).toEqual(all);
      if (right.length === 0) return;
      expect(combine(together(left), together(right))).toEqual(all);
      expect(combine(together(right), together(left))).toEqual(all);
    }),
    { numRuns: 500 },
  );
});

test("no evidence takes a message backwards, or a proof away", () => {
  const rank = (status: (typeof MESSAGE_STATUSES)[number]) => MESSAGE_STATUSES.indexOf(status);
  const isNotLater = (after: Moment | null, before: Moment | null) =>
    before === null || (after !== null && (before === "now" || (after !== "now" && after <= before)));
  fc.assert(
    fc.property(evidence, (list) => {
      list.reduce((before, next) => {
        const after = combine(before, next);
        expect(rank(after.status)).toBe(Math.max(rank(before.status), rank(next.status)));
        for (const name of PROOFS) expect(isNotLater(after[name], before[name])).toBe(true);
        return after;
      });
    }),
    { numRuns: 500 },
  );
});
