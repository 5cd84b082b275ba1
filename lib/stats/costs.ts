import { type Caused, ticketsSince } from "../db/stats/read-counts.ts";
import { costOf, type Decimal, decimalOf, each, type Prices } from "../domain/billing/prices.ts";
import type { Cause } from "../domain/billing/purposes.ts";
import type { Deps } from "../ports.ts";

/** What billed messages cost at the operator's prices. Amounts are decimal numbers, exact but for `aTicket`, which is rounded to eight digits. */
export type Costs = {
  currency: string;
  total: Decimal;
  byCause: Partial<Record<Cause, Decimal>>;
  /** Of the tickets opened meanwhile; null where none was. */
  aTicket: Decimal | null;
  tickets: number;
  /** Billed messages for which no price is set: they are in no sum. */
  withoutPrice: number;
};

/** What these messages cost; null, and nothing is asked, where no prices are set. */
export async function costsOf(
  { db, env: { messagePrices } }: Pick<Deps, "db" | "env">,
  { caused, since }: { caused: Caused[]; since: Date },
): Promise<Costs | null> {
  if (!messagePrices) return null;
  const tickets = await ticketsSince(db, since);
  const { byCause, withoutPrice } = addUp(messagePrices, caused);
  const total = [...byCause.values()].reduce((sum, cost) => sum + cost, 0n);
  return {
    currency: messagePrices.currency,
    total: decimalOf(total),
    // Object.fromEntries knows its own names as strings only.
    byCause: Object.fromEntries(
      [...byCause].map(([cause, cost]) => [cause, decimalOf(cost)]),
    ) as Costs["byCause"],
    aTicket: tickets === 0 ? null : decimalOf(each(total, tickets)),
    tickets,
    withoutPrice,
  };
}

function addUp(prices: Prices, caused: Caused[]) {
  const byCause = new Map<Cause, bigint>();
  let withoutPrice = 0;
  for (const one of caused) {
    const cost = costOf(prices, one);
    if (cost === null) withoutPrice += one.count;
    else byCause.set(one.cause, (byCause.get(one.cause) ?? 0n) + cost);
  }
  return { byCause, withoutPrice };
}
