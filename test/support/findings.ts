// Examinations that find what a test says, in place of those that look at providers.
import type { Examinations } from "../../lib/doctor/examine.ts";
import type { Finding } from "../../lib/domain/findings/finding.ts";

/** One finding of each state. */
export const EXAMINED: Finding[] = [
  { area: "twilio", what: "The account", state: "ok", says: "It can be reached." },
  {
    area: "twilio",
    what: "Status callback of the sender",
    state: "warning",
    says: "It is not set.",
    cure: "Nothing is lost: each message names its own.",
  },
  {
    area: "twilio",
    what: "Inbound webhook of the sender",
    state: "broken",
    says: "It points elsewhere.",
    expected: "https://tickline.example/api/twilio/whatsapp",
    actual: "https://elsewhere.example/<script>alert(1)</script>",
    cure: "Paste the URL at the sender.",
    fix: {
      says: "The sender's webhook becomes ours.",
      overwrites: "https://elsewhere.example",
      apply: async () => ({}),
    },
  },
  { area: "meta", what: "Meta", state: "off", says: "It is not configured." },
  { area: "zendesk", what: "The trigger", state: "unknown", says: "Zendesk did not answer." },
];

/** Examinations that find these. */
export function examinationsOf(findings: Finding[]): Examinations {
  const of = (area: Finding["area"]) => async () => async () => findings.filter((one) => one.area === area);
  return { tickline: of("tickline"), twilio: of("twilio"), meta: of("meta"), zendesk: of("zendesk") };
}
