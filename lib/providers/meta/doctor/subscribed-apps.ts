import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { fields } from "../fields.ts";
import { type Graph, lookForList } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";

const WHAT = "Subscription to the business account";

type Scene = { graph: Graph; accountId: string | undefined; appId: string | undefined };

/** Whether our app hears of the business account at all: without it the right webhook stays silent. */
export async function examineSubscribedApps({ graph, accountId, appId }: Scene): Promise<Finding> {
  if (!accountId || !appId) {
    const which = accountId ? "app" : "business account";
    return found({
      what: WHAT,
      state: "unknown",
      says: `It could not be looked at: the ${which} is not known.`,
      cure: `Put the access token right, or set ${accountId ? "WHATSAPP_APP_ID" : "WHATSAPP_BUSINESS_ACCOUNT_ID"}.`,
    });
  }
  const apps = await lookForList(graph, `${accountId}/subscribed_apps`);
  if (apps instanceof UpstreamError) return unseen(WHAT, apps);
  const ids = apps.map((app) => String(fields(app.whatsapp_business_api_data).id));
  if (ids.includes(appId))
    return found({ what: WHAT, state: "ok", says: `The app ${appId} is subscribed to ${accountId}.` });
  return found({
    what: WHAT,
    state: "broken",
    says: `The app ${appId} is not subscribed to ${accountId}: it hears of no message.`,
    expected: appId,
    actual: ids.join(", ") || "no app",
    cure: "Apply the fix, which subscribes it; other apps stay subscribed.",
    fix: {
      says: `The app ${appId} is subscribed to the business account ${accountId}.`,
      overwrites: null,
      async apply() {
        await graph.set(`${accountId}/subscribed_apps`, {});
        return {};
      },
    },
  });
}
