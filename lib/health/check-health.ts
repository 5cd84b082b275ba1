import { type SettingName, shapeOf } from "../config/settings.ts";
import { missingMigrations } from "../db/migrations.ts";
import { listPurges, type PurgeTold } from "../db/retention/purges.ts";
import { listPauses } from "../db/tasks/pauses-listed.ts";
import { type TaskFigures, taskFigures } from "../db/tasks/tasks.ts";
import type { Upstream } from "../domain/providers.ts";
import { type LeftAlone, leftAlone } from "../domain/wording/left-alone.ts";
import { NotConfiguredError, NotDurableError } from "../errors.ts";
import type { Deps } from "../ports.ts";

type Configured = { configured: true } | { configured: false; missing: SettingName[] };

export type Health = {
  healthy: boolean;
  database: "reachable" | "unreachable" | "not configured";
  /** Names of migrations that this deployment needs and the database lacks. */
  missingMigrations: string[];
  providers: Record<Upstream, Configured>;
  /** Names of settings that something lacks and no provider counts among its own; of the database's two, one is enough. */
  missingSettings: SettingName[];
  /** Settings whose values are malformed, and the shape they must have. */
  invalidSettings: { name: SettingName; mustBe: string | null; wrong?: string }[];
  tasks: TaskFigures | null;
  /** Those that nothing gets through to, or that asked for a rest, and what to do about it. They do not make us unhealthy: their tasks wait. */
  upstreams: LeftAlone[] | null;
  /** What was forgotten for its age: how far, when last, how much then, and in all. */
  purges: PurgeTold[] | null;
};

/** How we are: what is reachable, migrated, configured and waiting. Names of settings, never values. */
export async function checkHealth({ db, env }: Deps): Promise<Health> {
  const providers = {
    twilio: configured(env.twilio),
    meta: configured(env.meta),
    zendesk: configured(env.zendesk),
  };
  const invalidSettings = env.invalid.map((name) => {
    const wrong = env.complaints[name];
    return { name, mustBe: shapeOf(name), ...(wrong && { wrong }) };
  });
  const shared = { providers, missingSettings: env.missing, invalidSettings };
  try {
    const missing = await missingMigrations(db);
    const isBehind = missing.length > 0;
    const tasks = isBehind ? null : await taskFigures(db);
    const upstreams = isBehind ? null : (await listPauses(db)).map(leftAlone);
    const purges = isBehind ? null : await listPurges(db);
    return {
      healthy: !isBehind && env.publicOrigins.length > 0,
      database: "reachable",
      missingMigrations: missing,
      ...shared,
      tasks,
      upstreams,
      purges,
    };
  } catch (error) {
    const database = error instanceof NotConfiguredError ? "not configured" : "unreachable";
    if (!(error instanceof NotConfiguredError || error instanceof NotDurableError)) throw error;
    const unknown = { tasks: null, upstreams: null, purges: null };
    return { healthy: false, database, missingMigrations: [], ...shared, ...unknown };
  }
}

/** What a stranger may know: how we are, and neither how much there is nor what is set. */
export function healthInWords({ healthy, database }: Health): Pick<Health, "healthy" | "database"> {
  return { healthy, database };
}

function configured(provider: Configured): Configured {
  return provider.configured ? { configured: true } : { configured: false, missing: provider.missing };
}
