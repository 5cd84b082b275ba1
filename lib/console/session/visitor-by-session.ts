import { confirmSession, endSession, findSession, type Key, type Session } from "../../db/access/sessions.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { roleOf } from "../../domain/access/role-of.ts";
import { UpstreamError } from "../../errors.ts";
import { askSoon } from "../../outbound/ask-soon.ts";
import type { Deps } from "../../ports.ts";
import type { ZendeskAgent } from "../../zendesk/zendesk.ts";
import type { Visitor } from "../page.ts";
import { cookieIn } from "./cookies.ts";
import { sessionSecretOf } from "./session-secret.ts";

/** Why a browser's session says nothing: there is none, it is over, or Zendesk has not said for too long who it is. */
export type Unknown = "not-signed-in" | "session-over" | "not-confirmed";

/** What Zendesk says of an agent holds for so long; and so long, while it says nothing. */
const ASKED_AGAIN_AFTER_SECONDS = 10 * 60;
const HOLDS_AT_MOST_SECONDS = 60 * 60;

/** While Zendesk hangs, not every page waits for it. */
const LEFT_ALONE_MS = 60_000;
const leftAloneUntil = new WeakMap<Deps, number>();

/** Who signed in with this browser, in the role that Zendesk gave them within the last ten minutes; an hour, while it is away. */
export async function visitorBySession(headers: Headers, deps: Deps): Promise<Visitor | Unknown> {
  const value = cookieIn(headers, "session");
  if (value === null) return "not-signed-in";
  const key = { secret: sessionSecretOf(deps.env), value };
  const session = await findSession(deps.db, key);
  if (!session) return "session-over";
  if (session.checkedSecondsAgo < ASKED_AGAIN_AFTER_SECONDS) return visitorOf(session);
  return confirmed(deps, key, session);
}

/** Neither deleted, suspended nor an end user. */
export function mayEnter(agent: ZendeskAgent | null): agent is ZendeskAgent {
  return agent?.isActive === true && agent.role !== "end-user";
}

async function confirmed(deps: Deps, key: Key, session: Session): Promise<Visitor | Unknown> {
  const agent = await askZendesk(deps, session);
  if (agent === "away") {
    return session.checkedSecondsAgo < HOLDS_AT_MOST_SECONDS ? visitorOf(session) : "not-confirmed";
  }
  if (!mayEnter(agent)) {
    const { agentId } = session;
    await endSession(deps.db, key, { actor: ZENDESK, agentId, because: "no active agent in Zendesk" });
    return "session-over";
  }
  const role = roleOf(agent, deps.env.consoleAdmins);
  await confirmSession(deps.db, key, { name: agent.name, role });
  return visitorOf({ ...session, name: agent.name, role });
}

async function askZendesk(deps: Deps, session: Session): Promise<ZendeskAgent | null | "away"> {
  const mayWait = session.checkedSecondsAgo < HOLDS_AT_MOST_SECONDS;
  if (mayWait && performance.now() < (leftAloneUntil.get(deps) ?? 0)) return "away";
  try {
    return await askSoon(deps, "zendesk", () => deps.zendesk.showAgent(session.agentId));
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    leftAloneUntil.set(deps, performance.now() + LEFT_ALONE_MS);
    return "away";
  }
}

const ZENDESK: Actor = { by: "zendesk", id: null, name: null };

const actorOf = ({ agentId, name }: Session): Actor => ({ by: "console", id: agentId, name });

const visitorOf = (session: Session): Visitor => ({ actor: actorOf(session), role: session.role });
