import type { ConfiguredMeta } from "../../../config/env.ts";
import type { Finding, Fix } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { type Fields, fields } from "../fields.ts";
import { type Graph, lookForList } from "./ask-graph.ts";
import { found } from "./findings.ts";
import { effectiveOverride, type Overrides } from "./overrides.ts";
import { setMeanwhile } from "./set-meanwhile.ts";
import { FIELDS, subscribeFields } from "./subscribe-fields.ts";
import type { WebhookAddress } from "./webhook-address.ts";

export const WEBHOOK = "Webhook of the app";

const OBJECT = "whatsapp_business_account";
type Scene = {
  graph: Graph;
  meta: ConfiguredMeta;
  address: WebhookAddress | undefined;
  overrides: Overrides | Error;
  appId: string;
  /** Of the app itself: subscriptions are nobody else's. */
  appToken: string;
  /** As Meta lists them. */
  subscriptions: Fields[];
};

/**
 * Whether the app calls our webhook, for everything that we understand.
 * @see https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
 */
export function examineAppWebhook(scene: Scene): Finding {
  const { address } = scene;
  if (!address) {
    const cure = "Set PUBLIC_BASE_URL to the deployment's public https address.";
    return found({ what: WEBHOOK, state: "unknown", says: "Our own address is not known.", cure });
  }
  const set = whatsappAmong(scene.subscriptions);
  const expected = address.shown(address.url);
  const fix = fixOf(scene, address, set);
  const cure = `Apply the fix, or enter ${expected} in the app's dashboard, WhatsApp, Configuration.`;
  if (!set) {
    const says = "The app has no webhook for WhatsApp: no message arrives.";
    return found({ what: WEBHOOK, state: "broken", says, expected, actual: "not set", cure, fix });
  }
  const url = String(set.callback_url ?? "");
  const actual = address.shown(url);
  if (address.lacksBypass(url)) {
    const says = "The address lacks the preview's protection bypass, so Vercel refuses Meta's calls.";
    return found({ what: WEBHOOK, state: "broken", says, expected, actual, cure, fix });
  }
  if (!address.isOurs(url)) {
    const isOverridden = address.isOurs(effectiveOverride(scene.overrides) ?? "");
    const says = isOverridden
      ? "The app calls another address. Messages come here by an override; news of templates and of the account does not."
      : "The app calls another address: messages go there.";
    return found({
      what: WEBHOOK,
      state: isOverridden ? "warning" : "broken",
      says,
      expected,
      actual,
      cure,
      fix,
    });
  }
  if (set.active === false) {
    const says = "It is switched off: no message arrives.";
    return found({ what: WEBHOOK, state: "broken", says, expected: "active", actual: "inactive", cure, fix });
  }
  const missing = FIELDS.filter((name) => !namesOf(set).includes(name));
  if (missing.length === 0) return found({ what: WEBHOOK, state: "ok", says: `Meta calls ${actual}.` });
  const isDeaf = missing.includes("messages");
  const says = `The app is not subscribed to ${missing.join(", ")}${isDeaf ? ": no message arrives" : ""}.`;
  return found({
    what: WEBHOOK,
    state: isDeaf ? "broken" : "warning",
    says,
    expected: FIELDS.join(", "),
    actual: namesOf(set).join(", ") || "no fields",
    cure,
    fix,
  });
}

function fixOf(
  { graph, meta, appId, appToken }: Scene,
  address: WebhookAddress,
  set: Fields | undefined,
): Fix {
  const url = String(set?.callback_url ?? "");
  const stays = address.isOurs(url);
  const before = set ? address.shown(url) : "nothing";
  return {
    says: address.moving(
      `The webhook of the app ${appId} becomes ${address.shown(address.url)} in place of ${before}, subscribed to ${wantedOf(set).join(", ")}.`,
    ),
    overwrites: set && !stays && !address.lacksBypass(url) ? before : null,
    async apply() {
      const subscriptions = await lookForList(graph, `${appId}/subscriptions`, {}, appToken);
      if (subscriptions instanceof UpstreamError) throw subscriptions;
      const now = whatsappAmong(subscriptions);
      const urlNow = String(now?.callback_url ?? "");
      if (urlNow !== url && urlNow && !address.isOurs(urlNow)) throw setMeanwhile(address.shown(urlNow));
      const body = {
        object: OBJECT,
        callback_url: address.isOurs(urlNow) ? urlNow : address.url,
        verify_token: meta.verifyToken,
      };
      await subscribeFields(graph, {
        path: `${appId}/subscriptions`,
        body,
        token: appToken,
        fields: wantedOf(now),
      });
      return {};
    },
  };
}

function whatsappAmong(subscriptions: Fields[]): Fields | undefined {
  return subscriptions.find(({ object }) => object === OBJECT);
}

/** Somebody else's fields stay: Meta replaces the list as a whole. */
function wantedOf(set: Fields | undefined): string[] {
  return [...new Set([...namesOf(set ?? {}), ...FIELDS])];
}

/** Names of the fields that it is subscribed to; Meta lists them with the version of each. */
function namesOf({ fields: subscribed }: Fields): string[] {
  if (!Array.isArray(subscribed)) return [];
  return subscribed.map((field) => (typeof field === "string" ? field : String(fields(field).name)));
}
