import { expect } from "vitest";
import { test } from "../support/world.ts";

const element = (id: string, status: string, seconds: number, extra = {}) => ({
  id,
  status,
  timestamp: String(1_790_000_000 + seconds),
  recipient_id: "14155550188",
  ...extra,
});

test("statuses in each of the 24 orders end in the same row, to the second", async ({ world }) => {
  const orders = permutations(["sent", "delivered", "read", "played"]);
  for (const [n, order] of orders.entries()) {
    for (const status of order) {
      const seconds = ["sent", "delivered", "read", "played"].indexOf(status);
      const statuses = [element(`wamid.${n}`, status, seconds)];
      await world.meta.post(world.meta.envelope({ messaging_product: "whatsapp", statuses }));
    }
  }
  const rows = await world.database.rows(
    "select distinct status::text, sent_at, delivered_at, read_at, failed_at from contact_logs",
  );
  expect(await world.logs()).toHaveLength(24);
  expect(rows).toEqual([
    {
      status: "read",
      sent_at: new Date(1_790_000_000_000),
      delivered_at: new Date(1_790_000_001_000),
      read_at: new Date(1_790_000_002_000),
      failed_at: null,
    },
  ]);
});

test("a failure keeps Meta's code and details", async ({ world }) => {
  const errors = [
    {
      code: 131047,
      title: "Re-engagement message",
      error_data: { details: "More than 24 hours have passed" },
    },
  ];
  const statuses = [element("wamid.f", "failed", 0, { errors })];
  await world.meta.post(world.meta.envelope({ messaging_product: "whatsapp", statuses }));
  expect(await world.logs()).toMatchObject([
    { status: "failed", error_code: "131047", error_message: "More than 24 hours have passed" },
  ]);
});

test("1,000 updates in one webhook take few statements, not one each", async ({ world }) => {
  // What is done after the answer may begin before it arrives here.
  Object.assign(world.deps, { drain: async () => {}, drainInPassing: async () => {} });
  const query = world.deps.db.query.bind(world.deps.db);
  let statements = 0;
  world.deps.db.query = (statement) => {
    statements += 1;
    return query(statement);
  };
  const statuses = Array.from({ length: 500 }, (_, n) => element(`wamid.s${n}`, "delivered", n));
  const messages = Array.from({ length: 500 }, (_, n) => ({
    id: `wamid.m${n}`,
    from: `1415555${String(1000 + n)}`,
    type: "request_welcome",
  }));
  const answer = await world.meta.post(
    world.meta.envelope({ messaging_product: "whatsapp", statuses, messages }),
  );
  expect(answer.status).toBe(200);
  expect(statements).toBeLessThanOrEqual(10);
  expect(await world.logs()).toHaveLength(1000);
});

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, n) =>
    permutations([...items.slice(0, n), ...items.slice(n + 1)]).map((rest) => [item, ...rest]),
  );
}
