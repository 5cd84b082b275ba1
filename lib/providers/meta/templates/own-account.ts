import type { ConfiguredMeta } from "../../../config/env.ts";
import { UpstreamError } from "../../../errors.ts";
import { accountIdsIn, debugToken } from "../doctor/access-token.ts";
import type { Graph } from "../doctor/ask-graph.ts";
import { accountOfNumber } from "../doctor/business-account.ts";
import { fields } from "../fields.ts";

/**
 * The business account that our number belongs to: the one that is set, or the one of those that the token was given.
 * @throws {UpstreamError} "rejected" where Meta does not tell
 */
export async function ownAccount(graph: Graph, meta: ConfiguredMeta): Promise<string> {
  if (meta.businessAccountId) return meta.businessAccountId;
  const told = await debugToken(graph, meta);
  if (told instanceof UpstreamError) throw told;
  const found = await accountOfNumber(graph, meta.phoneNumberId, accountIdsIn(fields(told.data)));
  if (found instanceof UpstreamError) throw found;
  if (found) return found;
  throw new UpstreamError("meta", "rejected", {
    reason: "the access token does not tell the business account: set WHATSAPP_BUSINESS_ACCOUNT_ID",
  });
}
