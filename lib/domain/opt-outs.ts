import type { Provider } from "./providers.ts";

type OptOut = {
  /** What the console says of it. */
  text: string;
  /** It is this provider's code for a message that the person does not want. */
  codeOf?: Provider;
  /** The person said so in WhatsApp's own settings, and may take it back there. Whoever wrote STOP has to write START. */
  isTakenBackInWhatsapp?: true;
};

/** By what a contact opted out, as the books keep it. */
const OPT_OUTS = {
  stop: { text: "they wrote STOP" },
  console: { text: "by the team, here" },
  user_preferences: { text: "they turned messages off in WhatsApp", isTakenBackInWhatsapp: true },
  "21610": { text: "Twilio says that they wrote STOP", codeOf: "twilio" },
  // A stop of marketing messages: whoever pressed it gets none of ours until they write START.
  "131050": {
    text: "they turned messages off in WhatsApp",
    codeOf: "meta",
    isTakenBackInWhatsapp: true,
  },
} satisfies Record<string, OptOut>;
export type OptOutReason = keyof typeof OPT_OUTS;

const REASONS = Object.entries<OptOut>(OPT_OUTS) as [OptOutReason, OptOut][];

/** What is said of an opt-out. One of an earlier version, which nobody here knows, is named as it stands. */
export function optOutText(reason: string): string {
  return REASONS.find(([known]) => known === reason)?.[1].text ?? reason;
}

/** Codes by which a provider says that the person wants no messages. */
export const OPTS_OUT: ReadonlySet<string> = new Set(
  REASONS.flatMap(([reason, { codeOf }]) => (codeOf ? [reason] : [])),
);

/** The opt-out that a provider's code for a failed message means; null where it means none. */
export function optOutByCode(provider: Provider, code: string | null): OptOutReason | null {
  return REASONS.find(([reason, { codeOf }]) => reason === code && codeOf === provider)?.[0] ?? null;
}

/** The opt-outs that end when the person wants messages again in WhatsApp's settings. */
export const TAKEN_BACK_IN_WHATSAPP = REASONS.flatMap(([reason, { isTakenBackInWhatsapp }]) =>
  isTakenBackInWhatsapp ? [reason] : [],
);
