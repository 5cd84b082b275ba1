import type { ZendeskEnv } from "../../config/env.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { UpstreamError } from "../../errors.ts";
import type { Settings } from "../call.ts";
import type { Account, Me } from "./account.ts";
import { found, unseen } from "./findings.ts";

const WHAT = "Zendesk's credentials";
const OAUTH_CLIENT =
  "In Admin Center, Apps and integrations, APIs, OAuth clients: add a confidential client that may use client credentials, with the scopes read and write";

/** That Zendesk is off, or which of its variables are missing. */
export function notConfigured({ missing, isBegun }: Extract<ZendeskEnv, { configured: false }>): Finding {
  if (!isBegun)
    return found({
      what: WHAT,
      state: "off",
      says: "None of the variables that connect Zendesk is set: no tickets.",
    });
  return found({
    what: WHAT,
    state: "broken",
    says: `Zendesk is set up in part only: no message becomes a ticket. Missing or malformed: ${missing.join(", ")}.`,
    cure: `Set ${missing.join(", ")}. ${OAUTH_CLIENT}.`,
  });
}

/** Whether Zendesk takes our credentials, as whom, and for how long. */
export async function examineCredentials(account: Account, settings: Settings): Promise<Finding> {
  try {
    return welcome(await account.me(), settings);
  } catch (error) {
    if (error instanceof UpstreamError) return refused(error, settings);
    throw error;
  }
}

function welcome({ id, role }: Me, { credentials, subdomain }: Settings): Finding {
  const where = `${subdomain}.zendesk.com`;
  // Zendesk calls a stranger "Anonymous user", an end user without an id.
  if (id === null || (role !== "admin" && role !== "agent")) {
    return found({
      what: WHAT,
      state: "broken",
      says: `${where} takes us for an end user, who may not write tickets for others.`,
      expected: "an admin or an agent",
      actual: id === null ? "nobody it knows" : "an end user",
      cure: `Let an admin make the credentials. ${OAUTH_CLIENT}.`,
    });
  }
  const needsAdmin =
    role === "agent" ? " That is enough for tickets; to look at webhooks and set them takes an admin." : "";
  const who = `${where} takes us for an ${role}.${needsAdmin}`;
  if ("clientId" in credentials) return found({ what: WHAT, state: "ok", says: who });
  return found({
    what: WHAT,
    state: "warning",
    says: `${who} Zendesk ends API tokens on 2027-04-30: from then on no ticket would be made.`,
    expected: "an OAuth client",
    actual: "an API token",
    cure: `${OAUTH_CLIENT}. Set ZENDESK_OAUTH_CLIENT_ID and ZENDESK_OAUTH_CLIENT_SECRET, then remove ZENDESK_EMAIL and ZENDESK_API_TOKEN.`,
  });
}

function refused(error: UpstreamError, { credentials, subdomain }: Settings): Finding {
  const { status = 0, failure } = error;
  if (status === 404 || (status >= 300 && status < 400)) {
    return found({
      what: WHAT,
      state: "broken",
      says: `There is no Zendesk at ${subdomain}.zendesk.com (HTTP ${status}).`,
      expected: "acme, for acme.zendesk.com",
      actual: subdomain,
      cure: "Set ZENDESK_SUBDOMAIN to what stands before .zendesk.com in the agents' address bar.",
    });
  }
  if (failure === "away") {
    return found({
      what: WHAT,
      state: "broken",
      says: `${subdomain}.zendesk.com lets nobody in before it is paid (HTTP ${status}): no message becomes a ticket before that.`,
      cure: "Sign in to Zendesk as the account's owner and settle it in Admin Center, Account, Billing.",
    });
  }
  if (failure !== "unauthorized" && failure !== "rejected" && status !== 403) return unseen(WHAT, error);
  const names =
    "clientId" in credentials
      ? "ZENDESK_OAUTH_CLIENT_ID and ZENDESK_OAUTH_CLIENT_SECRET"
      : "ZENDESK_EMAIL and ZENDESK_API_TOKEN";
  return found({
    what: WHAT,
    state: "broken",
    says: `${subdomain}.zendesk.com refuses ${names} (HTTP ${status}): no message becomes a ticket.`,
    cure: `Set ${names} anew. ${OAUTH_CLIENT}.`,
  });
}
