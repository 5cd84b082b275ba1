import * as z from "zod/mini";
import { rememberInTask } from "../db/tasks/tasks.ts";
import { promiseSync } from "../db/templates/promise-sync.ts";
import { databaseNow, storeTemplates } from "../db/templates/stored-templates.ts";
import { PROVIDERS, type Provider, UPSTREAM_NAMES } from "../domain/providers.ts";
import type { ToldTemplate } from "../domain/templates/told-template.ts";
import { NotConfiguredError, NotDurableError, NotYetError, UpstreamError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { defineTask } from "../tasks/define.ts";

/** WhatsApp takes 6,000 templates of an account, and a page has a hundred. */
const MOST_PAGES = 70;
const MOST_MS = 30_000;
/** Where a provider asks for rest and does not say for how long. */
const REST_SECONDS = 300;

type Synced = { stored: number; gone: number; isAll: boolean };

/**
 * Asks a provider for its templates and keeps what it says. What keeps it from that, such as a token without the permission, keeps no message from being sent:
 * the provider is not paused for it, and the page of the templates says why.
 */
export const syncTask = defineTask({
  payload: z.object({ provider: z.enum(PROVIDERS) }),

  async handle({ provider }, deps, task) {
    const came = await syncTemplates(deps, provider).catch(whyNot);
    const why = typeof came === "string" ? came : came.isAll ? null : "It has more templates than are read.";
    await rememberInTask(deps.db, task, { why });
    return typeof came === "string" ? came : `stored ${came.stored}, ${came.gone} are gone`;
  },

  async onDead({ provider }, { log }) {
    log.error("What a provider's templates are was not asked to the end", { upstream: provider });
  },
});

/**
 * The provider's templates stand as it tells of them now. Of a list longer than anybody reads, the beginning does, and none is gone.
 * @throws {UpstreamError} @throws {NotConfiguredError}
 */
export async function syncTemplates(
  { db, channel }: Pick<Deps, "db" | "channel">,
  provider: Provider,
): Promise<Synced> {
  const askedAt = await databaseNow(db);
  const endsAt = performance.now() + MOST_MS;
  const told: ToldTemplate[] = [];
  let pages = 0;
  let isAll = true;
  for await (const page of channel(provider).listTemplates()) {
    // One more than is read: the list goes on.
    if (pages >= MOST_PAGES || performance.now() > endsAt) {
      isAll = false;
      break;
    }
    pages += 1;
    told.push(...page);
  }
  return { ...(await storeTemplates(db, provider, told, { askedAt, isAll })), isAll };
}

/** What no other try would change, in words; the rest is tried again, and a throttle of this list keeps nobody else waiting. */
function whyNot(error: unknown): string {
  if (error instanceof NotConfiguredError) return "It is not set up any more.";
  if (!(error instanceof UpstreamError)) throw error;
  const { failure, upstream, retryAfterSeconds = REST_SECONDS } = error;
  if (failure === "throttled") throw new NotYetError(error.message, { inSeconds: retryAfterSeconds });
  if (!error.isRefusal && failure !== "unauthorized" && failure !== "away") throw error;
  const name = UPSTREAM_NAMES[upstream];
  return `${name} does not tell us its templates (${error.message}). Look at what the doctor says of ${name}.`;
}

/** Once a day each provider that is set up is asked for its templates; called more often, nothing happens. */
export function promiseDailySync({ db, env, log }: Pick<Deps, "db" | "env" | "log">): Promise<void> {
  return promiseSync(db, setUp(env), "daily").catch((error) => {
    // The next call promises it: the tasks that are due must run.
    if (!(error instanceof NotDurableError)) throw error;
    log.warn("The daily look at templates could not be promised: the database did not confirm");
  });
}

/** Somebody waits: each provider that is set up is asked now. */
export function promiseSyncNow({ db, env }: Pick<Deps, "db" | "env">): Promise<void> {
  return promiseSync(db, setUp(env), "now");
}

const setUp = (env: Deps["env"]): Provider[] => PROVIDERS.filter((provider) => env[provider].configured);
