import type { Env } from "../../config/env.ts";
import type { Examination } from "../../doctor/examination.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { type Account, zendeskAccount } from "./account.ts";
import { examineCredentials, notConfigured } from "./credentials.ts";
import { found, look } from "./findings.ts";
import { ourAddress } from "./our-address.ts";
import { examineSigningSecret, SECRET } from "./signing-secret.ts";
import { examineTickField, TICK_FIELD, wantsTickField } from "./tick-field.ts";
import { examineTrigger, TRIGGER } from "./trigger.ts";
import { examineWebhook, isByTrigger, oursAmong, WEBHOOK } from "./webhook.ts";

/** Zendesk's credentials, the webhook that tells of agents' answers with its secret and trigger, and the field that shows ticks. */
export const examineZendesk: Examination = async ({ env, fetchUpstream }) => {
  if (!env.zendesk.configured) return [notConfigured(env.zendesk)];
  const account = zendeskAccount(env.zendesk, fetchUpstream);
  const credentials = await examineCredentials(account, env.zendesk);
  if (credentials.state === "broken" || credentials.state === "unknown")
    return [credentials, ...notLookedAt(env)];
  const [webhook, field] = await Promise.all([
    look(WEBHOOK, () => examineRinging(account, env)),
    wantsTickField(env) ? look(TICK_FIELD, async () => [await examineTickField(account, env)]) : [],
  ]);
  return [credentials, ...webhook, ...field];
};

function notLookedAt(env: Env): Finding[] {
  const rest = [WEBHOOK, SECRET, ...(wantsTickField(env) ? [TICK_FIELD] : [])];
  return rest.map((what) =>
    found({
      what,
      state: "unknown",
      says: "It could not be looked at: Zendesk did not let us in.",
      cure: "See to Zendesk's credentials first.",
    }),
  );
}

async function examineRinging(account: Account, env: Env): Promise<Finding[]> {
  const address = ourAddress(env);
  if (!address) {
    const says = "It cannot be looked for: our own address is not known.";
    return [found({ what: WEBHOOK, state: "unknown", says, cure: "Set PUBLIC_BASE_URL." })];
  }
  const webhooks = await account.webhooks();
  const [webhook] = oursAmong(webhooks, address);
  const ringing = examineWebhook(account, webhooks, address);
  if (!webhook) return ringing;
  const [secret, trigger] = await Promise.all([
    look(SECRET, async () => [await examineSigningSecret(account, webhook, env.zendeskWebhookSecret)]),
    isByTrigger(webhook)
      ? look(TRIGGER, async () => [await examineTrigger(account, webhook, address.caution)])
      : [],
  ]);
  return [...ringing, ...secret, ...trigger];
}
