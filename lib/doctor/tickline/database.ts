import type { Env } from "../../config/env.ts";
import type { Db } from "../../db/client.ts";
import { missingMigrations } from "../../db/migrations.ts";
import { serverFacts } from "../../db/server-facts.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { NotConfiguredError, NotDurableError } from "../../errors.ts";
import { found } from "./findings.ts";

const WHAT = "Database";
const OLDEST_VERSION = 13;

/** What the database says of itself, and by how much its clock is ahead of ours; undefined when it cannot be asked. */
type DatabaseFacts = { version: string; major: number; ms: number; aheadMs: number };

/** Asks the database, and finds it missing, away, too old or not migrated. */
export async function examineDatabase(
  env: Env,
  db: Db,
): Promise<{ findings: Finding[]; facts: DatabaseFacts | undefined; isMigrated: boolean }> {
  try {
    const facts = await factsOf(db);
    const missing = await missingMigrations(db);
    const isMigrated = missing.length === 0;
    return { findings: [whole(env, facts), migrations(missing)], facts, isMigrated };
  } catch (error) {
    if (!(error instanceof NotConfiguredError || error instanceof NotDurableError)) throw error;
    return { findings: [away(env, error)], facts: undefined, isMigrated: false };
  }
}

async function factsOf(db: Db): Promise<DatabaseFacts> {
  const startedAt = performance.now();
  const before = Date.now();
  const { version, major, nowMs } = await serverFacts(db);
  const ms = Math.round(performance.now() - startedAt);
  // By its clock it answered about half-way.
  return { version, major, ms, aheadMs: nowMs - (before + ms / 2) };
}

function whole({ database }: Env, { version, major, ms }: DatabaseFacts): Finding {
  const driver = database?.driver === "vercel" ? "@vercel/postgres, over WebSocket" : "pg, over TCP";
  const says = `PostgreSQL ${version} answered in ${ms} ms, its connection included (${driver}).`;
  if (major >= OLDEST_VERSION) return found({ what: WHAT, state: "ok", says });
  return found({
    what: WHAT,
    state: "broken",
    says,
    expected: `PostgreSQL ${OLDEST_VERSION} or newer`,
    actual: `PostgreSQL ${version}`,
    cure: `Move to PostgreSQL ${OLDEST_VERSION} or newer: statements of ours fail on this one.`,
  });
}

function migrations(missing: string[]): Finding {
  const what = "Migrations";
  if (missing.length === 0)
    return found({ what, state: "ok", says: "The database has all that this code needs." });
  return found({
    what,
    state: "broken",
    says: "The database lacks tables or columns: webhooks are refused, and come again.",
    expected: "all of them",
    actual: `without ${missing.join(", ")}`,
    cure: "Run npm run migrate, or deploy again: a deployment's build migrates.",
  });
}

function away({ onVercel }: Env, error: NotConfiguredError | NotDurableError): Finding {
  const isMissing = error instanceof NotConfiguredError;
  if (isMissing && !onVercel)
    return found({
      what: WHAT,
      state: "warning",
      says: "No database is set here, so it was not looked at. A deployment has its own variables: /api/health there says whether it reaches its database.",
      cure: "Set POSTGRES_URL or DATABASE_URL in .env.local too. `vercel env pull .env.local.vercel` shows what Vercel has; into .env.local it would replace the file. On a server of your own, every webhook is refused without it.",
    });
  return found({
    what: WHAT,
    state: "broken",
    says: isMissing
      ? "No database is set: every webhook is refused."
      : `It cannot be reached: every webhook is refused, and comes again where its sender repeats (${error.message}).`,
    cure: isMissing
      ? "Set POSTGRES_URL or DATABASE_URL; on Vercel, connect a database in the project's Storage."
      : "Check that it runs, that POSTGRES_URL or DATABASE_URL names it, and that it lets this machine in.",
  });
}
