import { createHmac, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor, Role } from "../../domain/access/actor.ts";
import { auditing } from "../audit/auditing.ts";
import type { Db } from "../client.ts";

/** A working day: whoever stays longer signs in again. */
export const SESSION_SECONDS = 8 * 60 * 60;

/** An agent who signed in, as they were when Zendesk was last asked. */
export type Session = { agentId: string; name: string; role: Role; checkedSecondsAgo: number };

/** A session, by what its cookie holds and by what keys its hash: SESSION_SECRET. */
export type Key = { secret: string; value: string };

type Begun = { secret: string; actor: Actor & { id: string; name: string }; role: Role };

/**
 * The agent is signed in, as the audit trail says, and the session that the browser had before is over.
 * @param begun.before what the browser's cookie held until now
 * @returns what its cookie holds from now on: nobody but the browser has it, we keep a keyed hash
 */
export async function beginSession(
  db: Db,
  { secret, actor, role, before }: Begun & { before: string | null },
): Promise<string> {
  const value = randomBytes(32).toString("base64url");
  const entry = { actor, action: "session.begin", subject: `agent:${actor.id}`, became: { role } } as const;
  await db.query(sql`
    with gone as (
      delete from console_sessions where hash = ${before && hashOf({ secret, value: before })}
    ), begun as (
      insert into console_sessions (hash, zendesk_user_id, name, role, expires_at)
      values (${hashOf({ secret, value })}, ${actor.id}, ${actor.name}, ${role}, now() + make_interval(secs => ${SESSION_SECONDS}))
      returning hash
    ), ${auditing(entry, sql`from begun`)}
    select from begun`);
  return value;
}

/** Who signed in by this session; null for one that is over, or none of ours. */
export async function findSession(db: Db, key: Key): Promise<Session | null> {
  const [found] = await db.query<Session>(sql`
    select zendesk_user_id as "agentId", name, role, extract(epoch from now() - checked_at)::float8 as "checkedSecondsAgo"
    from console_sessions where hash = ${hashOf(key)} and expires_at > now()`);
  return found ?? null;
}

/** Zendesk says just now that the agent is this, and the session goes on. */
export async function confirmSession(db: Db, key: Key, { name, role }: { name: string; role: Role }) {
  await db.query(sql`
    update console_sessions set name = ${name}, role = ${role}, checked_at = now() where hash = ${hashOf(key)}`);
}

/** The session is over, as the audit trail says, with the reason where the agent did not end it. */
export async function endSession(
  db: Db,
  key: Key,
  { actor, agentId, because }: { actor: Actor; agentId: string | null; because?: string },
): Promise<void> {
  const became = because === undefined ? undefined : { because };
  const entry = { actor, action: "session.end", subject: `agent:${agentId}`, became } as const;
  await db.query(sql`
    with ended as (delete from console_sessions where hash = ${hashOf(key)} returning hash),
    ${auditing(entry, sql`from ended`)}
    select from ended`);
}

/** Sessions that ended by themselves are gone. */
export async function forgetEndedSessions(db: Db): Promise<void> {
  await db.query(sql`
    delete from console_sessions where hash in (
      select hash from console_sessions where expires_at < now() limit 10000 for update skip locked)`);
}

/** Another SESSION_SECRET ends every session. */
function hashOf({ secret, value }: Key): string {
  return createHmac("sha256", secret).update(`console session: ${value}`).digest("base64url");
}
