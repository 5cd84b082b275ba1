import type { Db } from "../../db/client.ts";
import { type Recovery, recoveriesThatFound } from "../../db/recoveries/recoveries.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { UPSTREAM_NAMES } from "../../domain/providers.ts";
import { recovered } from "../../domain/wording/recovered.ts";
import { found } from "./findings.ts";

const LATELY_DAYS = 7;

/** Whether something had to be recovered lately: then webhooks, or rings, do not arrive. Nothing where all came by itself. */
export async function examineRecovery(db: Db): Promise<Finding[]> {
  const looks = await recoveriesThatFound(db, { days: LATELY_DAYS });
  if (looks.length === 0) return [];
  const of = Map.groupBy(looks, ({ upstream }) => upstream);
  const all = Array.from(of, ([name, some]) => `${UPSTREAM_NAMES[name]}: ${recovered(sumOf(some))}`).join(
    "; ",
  );
  const isCut = looks.some(({ endedBecause }) => endedBecause !== null);
  return [
    found({
      what: "Recovery",
      state: "warning",
      says: isCut
        ? `A look for what never reached us ended before it had seen all. Recovered in ${LATELY_DAYS} days: ${all}.`
        : `What never reached us had to be recovered, in ${LATELY_DAYS} days: ${all}.`,
      expected: "nothing: everything comes by its webhook",
      actual: all,
      cure: "See at /console/recovery when it was, and whether the deployment or the database was away then. If not, check the webhooks' addresses below, and Twilio's own error log (Monitor, Errors).",
    }),
  ];
}

function sumOf(looks: Recovery[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { counts } of looks)
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
