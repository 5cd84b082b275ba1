import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { found, look, SETTLE } from "./findings.ts";
import { unreadable, type Visit } from "./visit.ts";

const CREDENTIALS = "Twilio's credentials";
const ACCOUNT = "The Twilio account";

/** Whether Twilio knows us, and what it lets the account do. */
export function examineAccount({ twilio, client }: Visit): Promise<Finding[]> {
  return look(CREDENTIALS, async () => {
    const account = await client.api.v2010.accounts(twilio.accountSid).fetch().catch(refused);
    if (account === "away") return [SUSPENDED];
    if (account === "refused") return twilio.apiKey ? lookByKey(client) : [REFUSED];
    if (account.sid !== twilio.accountSid || typeof account.status !== "string") throw unreadable;
    return [taken(twilio.apiKey !== undefined), accountFinding(account)];
  });
}

/** Whether these findings say that no other call will be answered. */
export function isRefused(findings: Finding[]): boolean {
  return findings.includes(SUSPENDED) || findings.includes(REFUSED) || findings.includes(KEY_REFUSED);
}

/** Only a main key may see the account: whether another is taken, a call says that each must be able to make. */
async function lookByKey(client: Visit["client"]): Promise<Finding[]> {
  const listed = await client.messages.list({ limit: 1 }).catch(refused);
  if (listed === "away") return [SUSPENDED];
  if (listed === "refused") return [KEY_REFUSED];
  return [
    taken(true),
    found({
      what: ACCOUNT,
      state: "off",
      says: "It was not looked at: a standard or restricted API key may not see it.",
    }),
  ];
}

function taken(isKey: boolean): Finding {
  const says = isKey
    ? "Twilio takes the API key, which makes our calls; the Auth Token only checks signatures."
    : "Twilio takes the Auth Token, which makes our calls and checks signatures.";
  return found({ what: CREDENTIALS, state: "ok", says });
}

const REFUSED: Finding = found({
  what: CREDENTIALS,
  state: "broken",
  says: "Twilio refuses them: nothing can be sent, and webhooks that it signs with another Auth Token are refused here.",
  cure: "Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to what the start page of Twilio's console shows, and deploy again.",
});

const SUSPENDED: Finding = found({
  what: ACCOUNT,
  state: "broken",
  says: "It is suspended or closed: Twilio neither sends nor receives for it. What is to be sent waits, for up to 7 days.",
  cure: SETTLE,
});

const KEY_REFUSED: Finding = found({
  what: CREDENTIALS,
  state: "broken",
  says: "Twilio refuses the API key: nothing can be sent. Webhooks are checked by the Auth Token, so they still come in.",
  cure: "Set TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET to a key of this account that may send and read messages, or remove both, and deploy again.",
});

function refused(error: unknown): "refused" | "away" {
  if (error instanceof UpstreamError && error.failure === "away") return "away";
  // A restricted key that lacks a permission is refused with a code of its own, which elsewhere means one message alone.
  if (error instanceof UpstreamError && (error.failure === "unauthorized" || error.status === 403))
    return "refused";
  throw error;
}

function accountFinding({ status, type }: { status: string; type: string }): Finding {
  const what = ACCOUNT;
  if (status !== "active") {
    return found({
      what,
      state: "broken",
      says: `It is ${status}: Twilio neither sends nor receives for it.`,
      cure: SETTLE,
    });
  }
  if (type === "Trial") {
    return found({
      what,
      state: "warning",
      says: "It is a trial: SMS reach verified numbers only, and no WhatsApp sender of one's own can be registered.",
      cure: "Upgrade the account in Twilio's console.",
    });
  }
  return found({ what, state: "ok", says: "It is active." });
}
