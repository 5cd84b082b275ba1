import type { MetaSetup } from "../meta/setup-state.ts";
import type { ContentAccount, StoredContent } from "../twilio/content.ts";
import { fixedSid } from "../twilio/message.ts";

type Sample = Omit<StoredContent, "sid">;

const LATE = {
  en: "Hello {{1}}, your order {{2}} is late. We expect it on {{3}}. Shall we call you?",
  es: "Hola {{1}}, su pedido {{2}} se retrasa. Lo esperamos el {{3}}. ¿Le llamamos?",
};

const YES_NO = [
  { type: "QUICK_REPLY", title: "Yes, call me", id: "call" },
  { type: "QUICK_REPLY", title: "No, thanks", id: "no" },
];

const APPROVED = { status: "approved", category: "UTILITY" };

const AT_TWILIO: Sample[] = [
  ...Object.entries(LATE).map(([language, body]) => ({
    friendlyName: "order_late",
    language,
    types: { "twilio/quick-reply": { body, actions: YES_NO } },
    approval: APPROVED,
  })),
  {
    friendlyName: "spring_sale",
    types: { "twilio/text": { body: "Spring is here, {{1}}: 20 % off until {{2}}." } },
    approval: {
      status: "rejected",
      category: "MARKETING",
      rejection_reason: "It promises what the shop does not say.",
    },
  },
];

const AT_META: MetaSetup["account"]["templates"] = [
  {
    ...{ name: "order_ready", language: "en", status: "APPROVED", category: "UTILITY" },
    quality_score: { score: "GREEN" },
    components: [
      { type: "HEADER", format: "TEXT", text: "Your order is ready" },
      {
        type: "BODY",
        text: "Hello {{customer_name}}, order {{order_id}} waits for you until {{day}}. See you soon!",
      },
      { type: "FOOTER", text: "Lucky Shrub: the Succulent Specialists" },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "I am coming" }] },
    ],
  },
  {
    ...{ name: "how_was_it", language: "en", status: "PAUSED", category: "MARKETING" },
    quality_score: { score: "RED" },
    components: [{ type: "BODY", text: "Hello {{1}}, how did you like your order {{2}}? Tell us here." }],
  },
];

/** Puts templates of every kind into both accounts, so that there is something to choose from. */
export function storeSamples({ contents }: ContentAccount, { account }: MetaSetup): void {
  for (const sample of AT_TWILIO) {
    const sid = fixedSid("HX", `${sample.friendlyName} ${sample.language ?? "en"}`);
    contents.push({ sid, ...sample });
  }
  account.templates.push(...AT_META);
}
