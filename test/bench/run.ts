import { measureAcknowledgement } from "./acknowledgement.ts";
import { measureBatches } from "./batches.ts";
import { measureBulk } from "./bulk.ts";
import { measureClaims } from "./claims.ts";
import { coldStarts, coldStartsInParts } from "./cold-start.ts";
import { measureCosts } from "./costs.ts";
import { countDuplicates } from "./duplicates.ts";
import { measureErasing } from "./erase.ts";
import { measureGrowth } from "./growth.ts";
import { measureLocks } from "./locks.ts";
import { measureMigration } from "./migrate.ts";
import { measurePeers } from "./peers.ts";
import { measureRetention } from "./retention.ts";
import { measureThroughput } from "./throughput.ts";

/** Those that take long: `npm run bench -- growth`, ten million rows, takes a quarter of an hour and 10 GB of disk. */
const BY_NAME = {
  bulk: measureBulk,
  claims: measureClaims,
  cold: coldStartsInParts,
  costs: measureCosts,
  erase: measureErasing,
  growth: measureGrowth,
  locks: measureLocks,
  migrate: measureMigration,
  peers: measurePeers,
  retention: measureRetention,
  throughput: measureThroughput,
};

const names = process.argv.slice(2).filter((word) => !/^\d+$/.test(word));
const unknown = names.filter((name) => !Object.hasOwn(BY_NAME, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}. There are: ${Object.keys(BY_NAME).join(", ")}.`);
  process.exit(1);
}

const named = Object.entries(BY_NAME).filter(([name]) => names.includes(name));
const MEASURES =
  named.length > 0
    ? named.map(([, measure]) => measure)
    : [measureAcknowledgement, measureBatches, measureBulk, coldStarts, countDuplicates];

for (const measure of MEASURES) {
  for (const line of await measure()) console.log(line);
}
