import type { Finding } from "../../../domain/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { found, look } from "./findings.ts";
import { unreadable, type Visit } from "./visit.ts";

const CREDENTIALS = "Twilio's credentials";
const ACCOUNT = "The Twilio account";

/** Whether Twilio knows us, and what it lets the account do. */
export function examineAccount({ twilio, client }: Visit): Promise<Finding[]> {
  return look(CREDENTIALS, async () => {
    const account = await client.api.v2010.accounts(twilio.accountSid).fetch().catch(refused);
    if (account === "refused") return [REFUSED];
    if (account.sid !== twilio.accountSid || typeof account.status !== "string") throw unreadable;
    return [found({ what: CREDENTIALS, state: "ok", says: "Twilio takes them." }), accountFinding(account)];
  });
}

/** Whether these findings say that no other call will be answered. */
export function isRefused(findings: Finding[]): boolean {
  return findings.includes(REFUSED);
}

const REFUSED: Finding = found({
  what: CREDENTIALS,
  state: "broken",
  says: "Twilio refuses them: nothing can be sent, and webhooks that it signs with another Auth Token are refused here.",
  cure: "Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to what the start page of Twilio's console shows, and deploy again.",
});

function refused(error: unknown): "refused" {
  if (error instanceof UpstreamError && error.failure === "unauthorized") return "refused";
  throw error;
}

function accountFinding({ status, type }: { status: string; type: string }): Finding {
  const what = ACCOUNT;
  if (status !== "active") {
    return found({
      what,
      state: "broken",
      says: `It is ${status}: Twilio neither sends nor receives for it.`,
      cure: "Settle it in Twilio's console: most often a payment is due.",
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
