import fc from "fast-check";
import { describe, expect } from "vitest";
import { newId } from "../../lib/db/new-id.ts";
import { MESSAGE_STATUSES, type StatusUpdate } from "../../lib/domain/message-status.ts";
import type { Provider } from "../../lib/domain/providers.ts";
import { test } from "../support/shared-world.ts";
import { updatesOfOneMessage } from "../support/status-updates.ts";
import type { World } from "../support/world.ts";

const COLUMN = { twilio: "twilio_message_sid", meta: "external_message_id" } as const;
const RUNS = 60;

/** What must stand in the row, told without the state machine: the highest status, the earliest of each proof, all that was said. */
function expected(updates: StatusUpdate[]) {
  const earliest = (...statuses: string[]) => {
    const moments = updates.filter(({ status }) => statuses.includes(status)).map(({ at }) => Number(at));
    return moments.length > 0 ? new Date(Math.min(...moments)) : null;
  };
  const told = <Value>(of: (update: StatusUpdate) => Value | null | undefined) =>
    updates.map(of).find((value) => value !== null) ?? null;
  return {
    status: MESSAGE_STATUSES[Math.max(1, ...updates.map(({ status }) => MESSAGE_STATUSES.indexOf(status)))],
    sent_at: earliest("sent", "delivered", "read"),
    delivered_at: earliest("delivered", "read"),
    read_at: earliest("read"),
    failed_at: earliest("failed", "undelivered"),
    error_code: told(({ errorCode }) => errorCode),
    error_message: told(({ errorMessage }) => errorMessage),
    is_billable: told(({ price }) => price?.isBillable),
    pricing_category: told(({ price }) => price?.category),
    pricing_model: told(({ price }) => price?.model),
    pricing_type: told(({ price }) => price?.type),
  };
}

/** Our row of a message that was handed over, whose id the provider has told us or not yet. */
async function handOver({ database }: World, provider: Provider, messageId: string | null): Promise<string> {
  const id = newId();
  await database.rows(
    `insert into contact_logs (id, direction, provider, channel, ${COLUMN[provider]}, kind, status, handed_over_at)
     values ($1, 'outbound', $2, 'whatsapp', $3, 'text', 'accepted', now())`,
    [id, provider, messageId],
  );
  return id;
}

/** The list in pieces, in its order. */
function grouped<One>(list: One[], sizes: number[]): One[][] {
  const groups: One[][] = [];
  for (let start = 0, n = 0; start < list.length; n += 1) {
    const end = start + (sizes[n % sizes.length] ?? 1);
    groups.push(list.slice(start, end));
    start = end;
  }
  return groups;
}

const LOG = "the row's id";
const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

describe.each(["twilio", "meta"] as const)("the statuses of a message of %s's", (provider) => {
  const updates = updatesOfOneMessage({ provider, logId: LOG, messageId: "" });

  test("end in the same row, in whatever order, how often and together with which others they come", async ({
    shared: world,
  }) => {
    await fc.assert(
      fc.asyncProperty(updates, sizes, fc.boolean(), async (told, pieces, isKnown) => {
        const messageId = `of-${newId()}`;
        const logId = await handOver(world, provider, isKnown ? messageId : null);
        // By one of them at least we must learn whose they are.
        const named = told.map((update, n) => ({
          ...update,
          messageId,
          logId: update.logId !== null || (!isKnown && n === told.length - 1) ? logId : null,
        }));
        for (const group of grouped(named, pieces)) await world.deps.recordStatuses(group);
        const rows = await world.database.rows(
          `select * from contact_logs where id = $1 or ${COLUMN[provider]} = $2`,
          [logId, messageId],
        );
        expect(rows).toEqual([
          expect.objectContaining({ id: logId, [COLUMN[provider]]: messageId, ...expected(named) }),
        ]);
      }),
      { numRuns: RUNS },
    );
  });
});
