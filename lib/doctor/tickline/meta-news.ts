import type { Env } from "../../config/env.ts";
import type { Db } from "../../db/client.ts";
import { latestAccountEvents } from "../../db/stats/account-events.ts";
import { secondsSince } from "../../db/stats/last-seen.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { found } from "./findings.ts";

const DAY_SECONDS = 86_400;
const LATELY_DAYS = 30;

/** What Meta told us that changes who answers: its own agent at work, or a partner removed from the account. */
export async function examineMetaNews({ meta, metaAgentTickets }: Env, db: Db): Promise<Finding[]> {
  if (!meta.configured) return [];
  const [seconds, events] = await Promise.all([
    secondsSince(db, "meta/standby"),
    latestAccountEvents(db, { fields: ["account_update"], limit: 50 }),
  ]);
  const since = Date.now() - LATELY_DAYS * DAY_SECONDS * 1000;
  const removed = events.find(
    ({ payload, createdAt }) => payload.event === "PARTNER_REMOVED" && createdAt.getTime() > since,
  );
  return [...agentAtWork(seconds, metaAgentTickets), ...(removed ? [partnerRemoved(removed.createdAt)] : [])];
}

function agentAtWork(seconds: number | null, opensTickets: boolean): Finding[] {
  if (seconds === null || seconds > LATELY_DAYS * DAY_SECONDS) return [];
  const day = seconds < DAY_SECONDS ? "today" : `${Math.floor(seconds / DAY_SECONDS)} days ago`;
  const tickets = opensTickets
    ? "Tickets are opened at once (META_AGENT_TICKETS=always)."
    : "Tickets are opened when a conversation comes to us; META_AGENT_TICKETS=always opens them at once.";
  return [
    found({
      what: "Meta's own agent",
      state: "ok",
      says: `It answers customers on this number, and was last heard of ${day}. ${tickets}`,
    }),
  ];
}

function partnerRemoved(at: Date): Finding {
  return found({
    what: "Partners of the account",
    state: "warning",
    says: `A partner, or the WhatsApp Business app, was removed from the account on ${at.toISOString().slice(0, 10)}: what is written there is heard of no more.`,
    expected: "every app that customers are answered from",
    actual: "one was removed",
    cure: "If that was not meant, connect it again in the WhatsApp Business app, under Settings, Business Platform.",
  });
}
