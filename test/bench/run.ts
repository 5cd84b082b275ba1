import { measureAcknowledgement } from "./acknowledgement.ts";
import { measureBatches } from "./batches.ts";
import { measureBulk } from "./bulk.ts";
import { measureColdStarts } from "./cold-start.ts";
import { measureConsole } from "./console.ts";
import { countDuplicates } from "./duplicates.ts";
import { measureLocks } from "./locks.ts";

const coldStarts = async () =>
  (await measureColdStarts()).map(
    ({ path, importMs, residentMb }) =>
      `${path}: cold import ${importMs.toFixed(0)} ms over an empty module (goal 60), ${residentMb.toFixed(0)} MB resident (goal 90)`,
  );

// Ten million rows take a quarter of an hour and 10 GB of disk: `npm run bench -- console`. Locks have their own as well:
// `npm run bench -- locks`.
const MEASURES = process.argv.includes("console")
  ? [measureConsole]
  : process.argv.includes("locks")
    ? [measureLocks]
    : [measureAcknowledgement, measureBatches, measureBulk, coldStarts, countDuplicates];

for (const measure of MEASURES) {
  for (const line of await measure()) console.log(line);
}
