import { COMMAND_LINE } from "../../domain/access/actor.ts";
import { reasonOfDeath } from "../../domain/tasks/reason-of-death.ts";
import { KnownError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import type { Deps } from "../../ports.ts";
import { canBeTriedAgain, discardDead, findDead, groupDead, retryDead } from "../../tasks/dead-in-bulk.ts";
import { createDeps } from "../../wiring/wire.ts";
import { hideSecrets } from "../shared/hide-secrets.ts";
import { parseFlags } from "../shared/parse-flags.ts";
import type { Surroundings } from "../shared/surroundings.ts";
import { UsageError } from "../shared/usage-error.ts";
import { HELP } from "./help.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  retry: flag,
  discard: flag,
  kind: text,
  reason: text,
  "dry-run": flag,
  help: flag,
} as const;

type Wish = { does: "retry" | "discard"; kind: string; reason: string | null; isDryRun: boolean };

/** Standard output is for what was asked for alone. */
const SILENT: Log = { info() {}, warn() {}, error() {}, debug() {} };

/**
 * Lists what is dead by kind and reason, or retries or discards all of one, and says how many.
 * @returns the exit code: 1 when the settings or the database did not allow it
 * @throws {UsageError}
 */
export async function runTasks(args: string[], { variables, say }: Surroundings): Promise<0 | 1> {
  const { help, ...values } = parseFlags({ args, options: OPTIONS });
  if (help) {
    say(HELP.trimEnd());
    return 0;
  }
  const wish = wishOf(values);
  const hide = hideSecrets(variables);
  try {
    const deps = createDeps(variables, { log: SILENT });
    try {
      for await (const line of wish ? obey(deps, wish) : list(deps)) say(hide(line));
    } finally {
      await deps.close();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    say(hide(`${error.message}.`));
    return 1;
  }
}

type Values = { retry?: boolean; discard?: boolean; kind?: string; reason?: string; "dry-run"?: boolean };

/** @throws {UsageError} */
function wishOf({ retry, discard, kind, reason, "dry-run": isDryRun = false }: Values): Wish | null {
  if (retry && discard) throw new UsageError("give one of --retry and --discard");
  if (!retry && !discard) {
    if (kind === undefined && reason === undefined && !isDryRun) return null;
    throw new UsageError("give --retry or --discard as well, or nothing to list what is dead");
  }
  if (!kind) throw new UsageError("give --kind, as `npm run tasks` lists it");
  if (retry && !canBeTriedAgain(kind))
    throw new UsageError(`--kind: nobody here does tasks of the kind ${kind}, so they can only be discarded`);
  const does = retry ? "retry" : "discard";
  return { does, kind, reason: reason === undefined ? null : reasonOfDeath(reason), isDryRun };
}

async function* list({ db }: Deps): AsyncGenerator<string> {
  const { groups } = await groupDead(db);
  if (groups.length === 0) yield "No task is dead.";
  for (const { kind, reason, count, since } of groups) {
    yield `${String(count).padStart(7)}  ${kind}, since ${since.toISOString().slice(0, 16).replace("T", " ")} UTC`;
    yield `${" ".repeat(9)}${reason || "(no reason was kept)"}`;
  }
}

/** How many they are is said before anything is done to them. */
async function* obey(deps: Deps, { does, kind, reason, isDryRun }: Wish): AsyncGenerator<string> {
  const actor = COMMAND_LINE;
  const deaths = await findDead(deps.db, { kind, reason, deadBy: null });
  yield `${deaths.length} dead ${deaths.length === 1 ? "task" : "tasks"} of the kind ${kind}.`;
  if (isDryRun) yield "Nothing was changed.";
  else if (does === "discard") yield `${(await discardDead(deps, { deaths, actor })).count} discarded.`;
  else if (canBeTriedAgain(kind)) {
    const { count, stayed } = await retryDead(deps, { kind, deaths, actor });
    if (stayed > 0) yield `${stayed} that nobody here understands yet stay.`;
    if (count === 0) yield "0 tried again.";
    else yield* workOff(deps, count);
  }
}

/** Nobody else is woken for what is retried here. Without the deployment's settings, work would only be kept waiting. */
async function* workOff({ env, drain }: Deps, count: number): AsyncGenerator<string> {
  if (!env.zendesk.configured) {
    yield `${count} tried again, as soon as the deployment is woken: by a webhook, its cron or the console.`;
    return;
  }
  yield `${count} tried again, from here.`;
  await drain();
  yield "What was due is done. What waits in its lane, or for an upstream, comes in its turn.";
}
