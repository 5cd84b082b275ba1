import { loadRecovery, type Recovery } from "../../db/recoveries/recoveries.ts";
import { COMMAND_LINE } from "../../domain/access/actor.ts";
import { UPSTREAM_NAMES, UPSTREAMS, type Upstream } from "../../domain/providers.ts";
import { recoverySince } from "../../domain/recovery/recovery-since.ts";
import { recovered } from "../../domain/wording/recovered.ts";
import { KnownError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Deps } from "../../ports.ts";
import { type Begun, beginRecoveries } from "../../recovery/begin.ts";
import { createDeps, type DepsOptions } from "../../wiring/wire.ts";
import { parseFlags } from "../shared/parse-flags.ts";
import type { Surroundings } from "../shared/surroundings.ts";
import { UsageError } from "../shared/usage-error.ts";
import { HELP } from "./help.ts";

const OPTIONS = {
  since: { type: "string" },
  provider: { type: "string" },
  "dry-run": { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** Standard output is for what was found alone. */
const SILENT: Log = { info() {}, warn() {}, error() {}, debug() {} };

/** An upstream that rests is waited for; one that never answers is left to the deployment. */
const ROUNDS_WITHOUT_PROGRESS = 30;
const ROUND_MS = 2_000;

/**
 * Looks for what never reached us, to the end, and says what was recovered.
 * @returns the exit code: 1 when not all was looked at
 * @throws {UsageError}
 */
export async function runRecover(
  args: string[],
  { variables, say, meanwhile }: Surroundings,
  options: DepsOptions = {},
): Promise<0 | 1> {
  const { help, since, provider, "dry-run": isDryRun = false } = parseFlags({ args, options: OPTIONS });
  const upstreams = upstreamsIn(provider);
  if (help) {
    say(HELP.trimEnd());
    return 0;
  }
  const deps = depsOf(variables, options);
  try {
    const actor = COMMAND_LINE;
    const asked = { upstreams, since: sinceIn(since, deps), isDryRun, actor };
    const begun = await beginRecoveries(deps, asked);
    if (begun.length === 0)
      throw new UsageError(
        `${provider ?? "Nothing"} ${provider ? "is not" : "is"} set up here: nothing can be looked at`,
      );
    let isWhole = true;
    for (const one of begun) {
      meanwhile(`Looking at ${UPSTREAM_NAMES[one.upstream]} …`);
      const said = await follow(deps, one);
      meanwhile(null);
      say(`${UPSTREAM_NAMES[one.upstream]}: ${said.says}`);
      isWhole &&= said.isWhole;
    }
    return isWhole ? 0 : 1;
  } finally {
    await deps.close();
  }
}

function upstreamsIn(provider: string | undefined): Upstream[] {
  if (provider === undefined) return [...UPSTREAMS];
  const upstream = UPSTREAMS.find((one) => one === provider);
  if (!upstream) throw new UsageError(`--provider takes one of ${UPSTREAMS.join(", ")}`);
  return [upstream];
}

function sinceIn(text: string | undefined, { env }: Deps): Date | null {
  if (text === undefined) return null;
  const read = recoverySince(text, { now: new Date(), logsDays: env.retention.logsDays });
  if ("refused" in read) throw new UsageError(`--since ${read.refused}`);
  return read.since;
}

function depsOf(variables: Surroundings["variables"], options: DepsOptions): Deps {
  try {
    return createDeps(variables, { log: SILENT, ...options });
  } catch (error) {
    if (error instanceof KnownError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

type Said = { says: string; isWhole: boolean };

/** Does the work that is due until the look is over. */
async function follow(deps: Deps, { id }: Begun): Promise<Said> {
  if (id === null) return { says: "one is under way there: it goes on by itself", isWhole: false };
  let before = "";
  for (let idle = 0; idle < ROUNDS_WITHOUT_PROGRESS; idle += 1) {
    await deps.drain();
    const recovery = await loadRecovery(deps.db, id);
    if (!recovery) return { says: "its row is gone", isWhole: false };
    if (recovery.finishedAt) return saidOf(recovery);
    const place = JSON.stringify(recovery.place);
    if (place !== before) idle = 0;
    else await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
    before = place;
  }
  return { says: "it does not answer for now: the deployment goes on with it", isWhole: false };
}

function saidOf({ counts, isDryRun, since, until, endedBecause }: Recovery): Said {
  const found = `${recovered(counts)} ${isDryRun ? "would be recovered" : "recovered"}`;
  const span = `since ${since.toISOString()}, until ${until.toISOString()}`;
  if (endedBecause)
    return { says: `${found} ${span}, and not all was looked at. ${endedBecause}`, isWhole: false };
  return { says: `${found} ${span}`, isWhole: true };
}
