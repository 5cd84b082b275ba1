import { MODEL_MOODS, type ModelMood } from "../model.ts";
import { asObject } from "../upstreams/call.ts";
import { type Fault, isSend } from "../upstreams/faults.ts";
import type { Upstreams } from "../upstreams.ts";

const ZENDESK: Record<string, Fault | undefined> = {
  works: undefined,
  "rate-limited": { status: 429, retryAfter: 20 },
  "server-error": { status: 500 },
  hangs: "hang",
  unpaid: { status: 402 },
  "loses-answers": "drop-after",
};

const TWILIO: Record<string, Fault | undefined> = {
  works: undefined,
  "outside-window": { twilioCode: 63016 },
  throttled: { status: 429 },
  suspended: { twilioCode: 20403, status: 403 },
  "loses-answers": "drop-after",
};

const META: Record<string, Fault | undefined> = {
  works: undefined,
  "outside-window": { metaCode: 131047 },
  throttled: { metaCode: 130429, status: 429 },
  locked: { metaCode: 131031, status: 403 },
  "loses-answers": "drop-after",
};

/** How the simulated upstreams behave just now. */
export type Switches = {
  zendesk: string;
  twilio: string;
  meta: string;
  late: boolean;
  doubled: boolean;
  reversed: boolean;
  assistant: "off" | "on";
  model: ModelMood;
};

/** The page's switches over the upstreams: everything works until one is set, and the assistant is off. */
export function createSwitches(upstreams: Upstreams, turnAssistant: (to: "off" | "on") => void) {
  const now: Switches = {
    zendesk: "works",
    twilio: "works",
    meta: "works",
    late: false,
    doubled: false,
    reversed: false,
    assistant: "off",
    model: "works",
  };
  return {
    now,
    /** Sets the switches that are named, leaves the others, and ignores what is no switch. */
    set(given: unknown): void {
      const { zendesk, twilio, meta, assistant, model, ...callbacks } = asObject(given);
      if (typeof zendesk === "string" && zendesk in ZENDESK) now.zendesk = zendesk;
      if (typeof twilio === "string" && twilio in TWILIO) now.twilio = twilio;
      if (typeof meta === "string" && meta in META) now.meta = meta;
      now.model = MODEL_MOODS.find((mood) => mood === model) ?? now.model;
      upstreams.model.mood = now.model;
      if ((assistant === "off" || assistant === "on") && assistant !== now.assistant) {
        now.assistant = assistant;
        turnAssistant(assistant);
      }
      for (const name of ["late", "doubled", "reversed"] as const) {
        const value = callbacks[name];
        if (typeof value === "boolean") now[name] = value;
      }
      upstreams.heal();
      const [zendeskFault, twilioFault, metaFault] = [
        ZENDESK[now.zendesk],
        TWILIO[now.twilio],
        META[now.meta],
      ];
      if (zendeskFault) upstreams.fail("zendesk", zendeskFault);
      if (twilioFault) upstreams.fail("twilio", twilioFault, { when: isSend });
      if (metaFault) upstreams.fail("meta", metaFault, { when: isSend });
      const mood = { late: now.late, doubled: now.doubled, reversed: now.reversed };
      Object.assign(upstreams.twilio.mood, mood);
      Object.assign(upstreams.meta.mood, mood);
    },
  };
}
