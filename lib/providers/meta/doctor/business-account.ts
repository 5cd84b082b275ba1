import type { ConfiguredMeta } from "../../../config/env.ts";
import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { type Graph, lookForList } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";

const WHAT = "WhatsApp Business Account";
/** A partner's token may open hundreds; ours is among the newest, or is set. */
const MOST_ACCOUNTS = 10;

/** Which business account our number belongs to: the one that is set, or one of those that the token was given. */
export async function examineBusinessAccount(
  graph: Graph,
  { phoneNumberId, businessAccountId }: ConfiguredMeta,
  accountIds: string[],
): Promise<{ findings: Finding[]; accountId: string | undefined }> {
  const candidates = businessAccountId ? [businessAccountId] : accountIds;
  const none = (found: Finding) => ({ findings: [found], accountId: undefined });
  const setIt = "Set WHATSAPP_BUSINESS_ACCOUNT_ID to the id that WhatsApp Manager shows for the account.";
  if (candidates.length === 0) {
    return none(
      found({
        what: WHAT,
        state: "unknown",
        says: "The access token does not tell which account it is for.",
        cure: setIt,
      }),
    );
  }
  const accountId = await accountOfNumber(graph, phoneNumberId, candidates);
  if (accountId instanceof UpstreamError) return none(unseen(WHAT, accountId));
  if (accountId !== undefined) {
    const says = `The phone number belongs to it (${accountId}).`;
    return { findings: [found({ what: WHAT, state: "ok", says })], accountId };
  }
  const [says, cure] = businessAccountId
    ? [
        "The account that WHATSAPP_BUSINESS_ACCOUNT_ID names does not have our phone number.",
        "Compare WHATSAPP_BUSINESS_ACCOUNT_ID and WHATSAPP_PHONE_NUMBER_ID with WhatsApp Manager: one of them is another's.",
      ]
    : ["No account that the access token was given has our phone number.", setIt];
  return none(
    found({ what: WHAT, state: "broken", says, actual: candidates.slice(0, MOST_ACCOUNTS).join(", "), cure }),
  );
}

/** Which of these accounts has our number; an error where one that could not be looked at may be it. */
export async function accountOfNumber(
  graph: Graph,
  phoneNumberId: string,
  candidates: string[],
): Promise<string | UpstreamError | undefined> {
  let hidden: UpstreamError | undefined;
  for (const accountId of candidates.slice(0, MOST_ACCOUNTS)) {
    const answer = await lookForList(graph, `${accountId}/phone_numbers`, { fields: "id", limit: "100" });
    if (answer instanceof UpstreamError) {
      hidden = answer;
      if (answer.failure !== "unauthorized" && answer.failure !== "rejected") break;
    } else if (answer.some(({ id }) => String(id) === phoneNumberId)) return accountId;
  }
  return hidden;
}
