import type { Env } from "../../config/env.ts";
import type { Patient, Wanted } from "../../doctor/examination.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { appKeys } from "../app-keys.ts";
import { createCall } from "../call.ts";
import { type Account, zendeskAccount } from "./account.ts";
import { examineCredentials, notConfigured } from "./credentials.ts";
import { DYNAMIC_CONTENT, examineDynamicContent } from "./dynamic-content.ts";
import { found, look } from "./findings.ts";
import { examineHours, HOURS, wantsHours } from "./hours.ts";
import { examineMacros, MACROS } from "./macros.ts";
import { ourAddress } from "./our-address.ts";
import { APP, examineApp } from "./sidebar-app.ts";
import { examineSigningSecret, SECRET } from "./signing-secret.ts";
import { examineTickField, TICK_FIELD, wantsTickField } from "./tick-field.ts";
import { examineTrigger, FOR_ANSWERS, FOR_SOLVED, SOLVED_TRIGGER, TRIGGER } from "./trigger.ts";
import { examineWebhook, isByTrigger, oursAmong, WEBHOOK } from "./webhook.ts";

/**
 * Zendesk's credentials, the webhook that tells of agents' answers with its secret and trigger, the field that shows ticks, agents'
 * hours, and the sidebar's app.
 * @param wanted what set-up offers beyond that
 */
export async function examineZendesk({ env, fetchUpstream }: Patient, wanted?: Wanted): Promise<Finding[]> {
  if (!env.zendesk.configured) return [notConfigured(env.zendesk)];
  const settings = env.zendesk;
  const account = zendeskAccount(settings, fetchUpstream);
  const credentials = await examineCredentials(account, env.zendesk);
  if (credentials.state === "broken" || credentials.state === "unknown")
    return [credentials, ...notLookedAt(env)];
  const call = createCall(env.zendesk, fetchUpstream);
  const keys = appKeys(env.zendesk, fetchUpstream);
  const [webhook, field, hours, app, macros, wording] = await Promise.all([
    look(WEBHOOK, () => examineRinging(account, env)),
    wantsTickField(env) ? look(TICK_FIELD, async () => [await examineTickField(account, env)]) : [],
    wantsHours(env) ? look(HOURS, async () => [await examineHours(settings, env, fetchUpstream)]) : [],
    examineApp(account, env, { pack: wanted?.packApp ?? null, showKey: keys.showAppKey }),
    wanted ? look(MACROS, async () => [await examineMacros(account, env)]) : [],
    env.dynamicContent ? look(DYNAMIC_CONTENT, () => examineDynamicContent(call)) : [],
  ]);
  return [credentials, ...webhook, ...field, ...hours, ...app, ...macros, ...wording];
}

function notLookedAt(env: Env): Finding[] {
  const rest = [
    WEBHOOK,
    SECRET,
    ...(wantsTickField(env) ? [TICK_FIELD] : []),
    ...(wantsHours(env) ? [HOURS] : []),
    ...(env.zendeskAppId ? [APP] : []),
    ...(env.dynamicContent ? [DYNAMIC_CONTENT] : []),
  ];
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
  const { caution } = address;
  const [secret, trigger, solved] = await Promise.all([
    look(SECRET, async () => [await examineSigningSecret(account, webhook, env.zendeskWebhookSecret)]),
    isByTrigger(webhook)
      ? look(TRIGGER, async () => [await examineTrigger(account, webhook, { kind: FOR_ANSWERS, caution })])
      : [],
    isByTrigger(webhook) && env.ratings.as !== "off"
      ? look(SOLVED_TRIGGER, async () => [
          await examineTrigger(account, webhook, { kind: FOR_SOLVED, caution }),
        ])
      : [],
  ]);
  return [...ringing, ...secret, ...trigger, ...solved];
}
