import { parseArgs } from "node:util";
import { createPost } from "./deliver.ts";
import { disturb } from "./disturb.ts";
import { openHouse } from "./house.ts";
import { newLedger } from "./ledger.ts";
import { live, type World } from "./load.ts";
import { converse, sendBulk } from "./load-beside.ts";
import { judge } from "./model.ts";
import { randomFrom } from "./random.ts";
import { reportOf } from "./report.ts";
import { planOf, SCENARIOS } from "./scenarios.ts";
import { keepPromises, settle } from "./settle.ts";
import { tellStatuses, watchForStepsBack } from "./statuses.ts";
import { endWaits } from "./waits.ts";
import { startWatch } from "./watch.ts";

const USAGE = `npm run soak -- [--minutes 1.5] [--seed N] [--rate events a minute] [--only scenario] [--logs folder]
Scenarios: ${Object.entries(SCENARIOS)
  .map(([name, { says }]) => `\n  ${name.padEnd(14)}${says}`)
  .join("")}`;

const { values: flags } = parseArgs({
  options: {
    minutes: { type: "string" },
    seed: { type: "string" },
    rate: { type: "string", default: "240" },
    only: { type: "string" },
    logs: { type: "string" },
    help: { type: "boolean" },
  },
});
// A scenario's minute, and a little before and after it.
const seconds = Math.round(Number(flags.minutes ?? (flags.only ? 70 / 60 : 1.5)) * 60);
const seed = Number(flags.seed ?? Math.floor(Math.random() * 1e9));

if (flags.help || !(seconds > 0) || !Number.isInteger(seed)) console.log(USAGE);
else await soak();

async function soak(): Promise<void> {
  const again = `npm run soak -- --seed ${seed} --minutes ${flags.minutes ?? (seconds / 60).toFixed(2)}${flags.only ? ` --only ${flags.only}` : ""}`;
  console.log(`Soak of ${seconds} s with seed ${seed}. The same plan again: ${again}`);
  const plan = planOf(flags.only, { seed, seconds, perMinute: Number(flags.rate) });
  const house = await openHouse({ logs: flags.logs });
  try {
    const ledger = newLedger();
    const watch = startWatch(house.upstreams);
    const post = createPost(ledger, randomFrom(`${seed} deliveries`));
    const world: World = { house, ledger, post, watch, startedAt: Date.now() + 500 };
    const statuses = tellStatuses(world, String(seed));
    const steps = watchForStepsBack(world);
    const disturbed = Promise.all(plan.disturbances.map((one) => disturb(world, one, String(seed))));
    await Promise.all([
      ...plan.sessions.map((session) => live(world, session)),
      ...plan.bulks.map((bulk) => sendBulk(world, bulk)),
      ...plan.conversations.map((conversation) => converse(world, conversation)),
    ]);
    await disturbed;
    const lastAt =
      world.startedAt + Math.max(...plan.disturbances.map(({ untilMs }) => untilMs), seconds * 1000);
    await post.finished();
    await house.upstreams.zendesk.rung();
    const settled = await settle(world, Math.min(lastAt, Date.now()));
    await keepPromises(world);
    await statuses.finished();
    await post.finished();
    watch.stop();
    const stepsBack = await steps.stop();
    endWaits(ledger, watch);
    ledger.violations.push(...house.crashes);
    const judgement = await judge(world);
    const { lines, isSound } = reportOf({ ledger, judgement, stepsBack, settled, calls: house.line.counts });
    for (const line of lines) console.log(line);
    if (!isSound) console.log(`A rule was broken. Run it again with: ${again}`);
    process.exitCode = isSound ? 0 : 1;
  } finally {
    await house.close();
  }
  process.exit();
}
