import type { ConfiguredMeta } from "../../../config/env.ts";
import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { examineAppWebhook, WEBHOOK } from "./app-webhook.ts";
import { type Graph, lookForList } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";
import type { Overrides } from "./overrides.ts";
import type { WebhookAddress } from "./webhook-address.ts";

const SECRET = "App secret";
/** An access token that cannot be, of an app that is not that one's. */
const NOT_THE_SECRET = new Set(["100", "101", "190"]);

type Scene = {
  graph: Graph;
  meta: ConfiguredMeta;
  /** The app that the access token was made for. */
  tokenAppId: string | undefined;
  address: WebhookAddress | undefined;
  overrides: Overrides | UpstreamError;
};

/** Whether the app secret is the app's, and the app's webhook ours. An access token made of id and secret works for no other app. */
export async function examineApp(scene: Scene): Promise<Finding[]> {
  const { graph, meta, tokenAppId } = scene;
  const appId = meta.appId ?? tokenAppId;
  if (!appId) {
    const cure = "Put the access token right, or set WHATSAPP_APP_ID.";
    const says = "It could not be looked at: the access token does not tell which app it is for.";
    return [SECRET, WEBHOOK].map((what) => found({ what, state: "unknown", says, cure }));
  }
  const token = `${appId}|${meta.appSecret}`;
  const subscriptions = await lookForList(graph, `${appId}/subscriptions`, {}, token);
  if (subscriptions instanceof UpstreamError) {
    if (!NOT_THE_SECRET.has(subscriptions.code ?? ""))
      return [SECRET, WEBHOOK].map((what) => unseen(what, subscriptions));
    const cure = "Put the app secret right first.";
    const hidden = found({
      what: WEBHOOK,
      state: "unknown",
      says: "Only the right app secret shows it.",
      cure,
    });
    return [wrongSecret(appId), hidden];
  }
  return [secret(appId, tokenAppId), examineAppWebhook({ ...scene, appId, appToken: token, subscriptions })];
}

function wrongSecret(appId: string): Finding {
  const says = `WHATSAPP_WEBHOOK_SECRET is not the secret of the app ${appId}: every webhook of Meta's would be refused.`;
  const cure = `Copy the app secret from the app's dashboard (${appId}), App settings, Basic, to WHATSAPP_WEBHOOK_SECRET and deploy.`;
  return found({ what: SECRET, state: "broken", says, cure });
}

function secret(appId: string, tokenAppId: string | undefined): Finding {
  if (tokenAppId === undefined || tokenAppId === appId)
    return found({ what: SECRET, state: "ok", says: `It is the secret of the app ${appId}.` });
  const says = `It is the secret of the app ${appId}, and the access token is of another one, ${tokenAppId}.`;
  return found({
    what: SECRET,
    state: "warning",
    says,
    expected: appId,
    actual: tokenAppId,
    cure: `Generate the access token for the app ${appId}, or set WHATSAPP_APP_ID and WHATSAPP_WEBHOOK_SECRET to those of the app ${tokenAppId}.`,
  });
}
