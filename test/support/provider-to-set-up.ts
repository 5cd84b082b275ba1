// A provider as examinations see it: a webhook that is ours, somebody else's, or nobody's.
import type { Examinations } from "../../lib/doctor/examine.ts";
import type { Finding, Fix } from "../../lib/domain/findings/finding.ts";
import { UpstreamError } from "../../lib/errors.ts";

export const NEW_SECRET = "the-signing-secret-of-a-new-webhook";

/** What a run changed, and how often; `theirs` is a webhook that somebody else set, and `refuses` makes the number's fail. */
export type ProviderToSetUp = {
  ringer: "missing" | "made";
  webhook: "theirs" | "ours";
  number: "missing" | "set";
  refuses: boolean;
  applied: string[];
  examinations: Examinations;
};

export function createProviderToSetUp(initial: Partial<ProviderToSetUp> = {}): ProviderToSetUp {
  const provider: ProviderToSetUp = {
    ringer: "missing",
    webhook: "ours",
    number: "set",
    refuses: false,
    applied: [],
    ...initial,
    examinations: {
      tickline: async () => async () => [],
      meta: async () => async () => [],
      twilio: async () => async () => [webhookFinding(provider), numberFinding(provider)],
      zendesk:
        async () =>
        async ({ env }) => [ringerFinding(provider, env.zendeskWebhookSecret)],
    },
  };
  return provider;
}

type Thing = { area: Finding["area"]; what: string; cure: string };

const finding = (thing: Thing, isWell: boolean, fix: Fix): Finding =>
  isWell
    ? { ...thing, cure: undefined, state: "ok", says: "It is as it must be." }
    : { ...thing, state: "broken", says: "It is not as it must be.", fix };

function ringerFinding(provider: ProviderToSetUp, secret: string | undefined): Finding {
  const thing: Thing = { area: "zendesk", what: "Webhook for answers", cure: "Create the webhook." };
  return finding(thing, provider.ringer === "made" && secret === NEW_SECRET, {
    says: "A webhook is created.",
    overwrites: null,
    async apply() {
      provider.applied.push("ringer");
      provider.ringer = "made";
      return { ZENDESK_WEBHOOK_SECRET: NEW_SECRET };
    },
  });
}

function webhookFinding(provider: ProviderToSetUp): Finding {
  const thing: Thing = { area: "twilio", what: "Inbound webhook", cure: "Paste ours." };
  return finding(thing, provider.webhook === "ours", {
    says: "It becomes ours.",
    overwrites: "https://elsewhere.example/hook",
    async apply() {
      provider.applied.push("webhook");
      provider.webhook = "ours";
      return {};
    },
  });
}

function numberFinding(provider: ProviderToSetUp): Finding {
  const thing: Thing = { area: "twilio", what: "The SMS number", cure: "Give it our webhook." };
  return finding(thing, provider.number === "set", {
    says: "It gets our webhook.",
    overwrites: null,
    async apply() {
      provider.applied.push("number");
      if (provider.refuses)
        throw new UpstreamError("twilio", "rejected", { code: "21402", reason: "Not for +14155550123" });
      provider.number = "set";
      return {};
    },
  });
}
