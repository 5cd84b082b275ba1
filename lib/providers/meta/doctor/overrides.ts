import type { Finding } from "../../../domain/findings/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import { isObject } from "../fields.ts";
import { type Graph, lookAtNode, unreadable } from "./ask-graph.ts";
import { found, unseen } from "./findings.ts";
import { setMeanwhile } from "./set-meanwhile.ts";
import type { WebhookAddress } from "./webhook-address.ts";

const OF_NUMBER = "Webhook override of the phone number";
const OF_ACCOUNT = "Webhook override of the business account";

/** Addresses that messages go to in place of the app's: the number's wins over the account's. */
export type Overrides = { number: string | undefined; account: string | undefined };

/** @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override */
export async function lookForOverrides(
  graph: Graph,
  phoneNumberId: string,
): Promise<Overrides | UpstreamError> {
  const answer = await lookAtNode(graph, phoneNumberId, "webhook_configuration");
  if (answer instanceof UpstreamError) return answer;
  const { webhook_configuration: told } = answer;
  if (!isObject(told)) return unreadable;
  const [number, account] = [told.phone_number ?? "", told.whatsapp_business_account ?? ""];
  if (typeof number !== "string" || typeof account !== "string") return unreadable;
  return { number: number || undefined, account: account || undefined };
}

/** Where messages go instead of to the app's webhook; undefined when nothing overrides it, or nobody knows. */
export function effectiveOverride(overrides: Overrides | Error): string | undefined {
  return overrides instanceof Error ? undefined : (overrides.number ?? overrides.account);
}

type Scene = {
  graph: Graph;
  phoneNumberId: string;
  accountId: string | undefined;
  address: WebhookAddress | undefined;
  overrides: Overrides | UpstreamError;
};

/** Whether something sends our messages elsewhere, however right the app's webhook is. */
export function examineOverrides(scene: Scene): Finding[] {
  const { graph, phoneNumberId, accountId, address, overrides } = scene;
  if (overrides instanceof UpstreamError)
    return [OF_NUMBER, OF_ACCOUNT].map((what) => unseen(what, overrides));
  if (!address) return [];
  const { number, account } = overrides;
  /** Removes what was found, which somebody may have changed or removed since. */
  const removal = (by: keyof Overrides, remove: () => Promise<unknown>) => async () => {
    const now = await lookForOverrides(graph, phoneNumberId);
    if (now instanceof UpstreamError) throw now;
    const url = now[by];
    if (!url) return;
    if (url !== overrides[by]) throw setMeanwhile(address.shown(url));
    await remove();
  };
  const ofNumber = overridden(
    OF_NUMBER,
    "number",
    number,
    address,
    removal("number", () =>
      graph.set(phoneNumberId, { webhook_configuration: { override_callback_uri: "" } }),
    ),
  );
  if (account && number && address.isOurs(number)) {
    const says = "There is one, and the phone number's own, which is ours, wins over it.";
    return [ofNumber, found({ what: OF_ACCOUNT, state: "ok", says, actual: address.shown(account) })];
  }
  // To subscribe without an address is how Meta removes one.
  const remove = accountId
    ? removal("account", () => graph.set(`${accountId}/subscribed_apps`, {}))
    : undefined;
  return [ofNumber, overridden(OF_ACCOUNT, "business account", account, address, remove)];
}

function overridden(
  what: string,
  by: string,
  url: string | undefined,
  address: WebhookAddress,
  remove: (() => Promise<unknown>) | undefined,
): Finding {
  if (!url) return found({ what, state: "ok", says: "There is none: the app's webhook counts." });
  if (address.isOurs(url)) return found({ what, state: "ok", says: "It is ours." });
  const actual = address.shown(url);
  return found({
    what,
    state: "broken",
    says: `The app's webhook is overridden by the ${by}: messages go to ${actual}.`,
    expected: "none",
    actual,
    cure: remove
      ? "Apply the fix, which removes it, unless somebody else is meant to get the messages."
      : "Set WHATSAPP_BUSINESS_ACCOUNT_ID, examine again and apply the fix, which removes it.",
    ...(remove && {
      fix: {
        says: address.moving(`The override of the ${by} is removed: the app's webhook counts again.`),
        overwrites: actual,
        apply: async () => {
          await remove();
          return {};
        },
      },
    }),
  });
}
