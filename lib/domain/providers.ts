/** Whoever carries messages. Whatever must name each of them does not compile while one is left out. */
export const PROVIDERS = ["twilio", "meta"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** Whether a text may have buttons, or a list: Twilio has them only in Content made beforehand. */
export const HAS_CHOICES: Readonly<Record<Provider, boolean>> = { twilio: false, meta: true };

/** The ways to reach a person. */
export const CHANNELS = ["whatsapp", "sms"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Whoever we call, and whose outage a task waits out. */
export const UPSTREAMS = [...PROVIDERS, "zendesk"] as const;
export type Upstream = (typeof UPSTREAMS)[number];

/** What each is called where people read it. */
export const UPSTREAM_NAMES: Readonly<Record<Upstream, string>> = {
  twilio: "Twilio",
  meta: "Meta",
  zendesk: "Zendesk",
};
