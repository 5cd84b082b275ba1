import type { NoteCatalogue } from "../notes/catalogue.ts";
import { en } from "../notes/en.ts";
import { type Refusal, refusal } from "../notes/refusal.ts";
import { countIn, sayIn } from "../notes/say.ts";
import type { Channel, Provider } from "../providers.ts";
import { UPSTREAM_NAMES } from "../providers.ts";
import type { Language } from "../replies/languages.ts";

/** Why nothing can be sent from a ticket, with the cure, as the sidebar and the console say it: in English. */
export const NOT_SENT = en.refusals;

/** Why a tag leaves a variable empty. */
export const FROM_FIELD = {
  empty: (field: string) => refusal("fieldEmpty", { field }),
  unmapped: (variable: string) =>
    refusal("fieldUnmapped", {
      setting: `WHATSAPP_TEMPLATE_FIELDS={${JSON.stringify(variable)}:360001234567}`,
    }),
};

/** Why one recipient is left out of a send, by its reason there. */
export function whyLeftOut(
  reason: string,
  { provider, channel }: { provider: Provider; channel: Channel },
): Refusal {
  const refusals: Record<string, Refusal> = {
    blocked: refusal("blocked"),
    "opted out": refusal(channel === "sms" ? "optedOutOfSms" : "optedOut"),
    preview: refusal("preview"),
    before: refusal("before"),
    "invalid number": refusal("invalidNumber", { provider: UPSTREAM_NAMES[provider] }),
  };
  return refusals[reason] ?? refusal("otherwise", { reason });
}

type Sent = { text: string; name: string; language: string; by: string | null; isFirst: boolean };

/** Internal notes on what was sent from a ticket. */
export function fromTicketNotesOf(catalogue: NoteCatalogue, language: Language) {
  const { sentences } = catalogue;
  const say = sayIn(catalogue, language);
  const count = countIn(catalogue, language);

  return {
    sent: ({ text, name, language: written, by, isFirst }: Sent) =>
      [
        say("templateSent", { by: by ?? sentences.anAgent, name, language: written }),
        text,
        isFirst && sentences.templateBegins,
      ]
        .filter(Boolean)
        .join("\n\n"),

    /** When its turn came, the customer wanted no messages any more. */
    dropped: (what: string, why: string) => say("templateDropped", { what, why }),

    tagRefused: (tag: string, why: string) => say("tagRefused", { tag, why }),
    tagStays: (tag: string) => say("tagStays", { tag }),
    tagWentLate: (tag: string) => say("tagWentLate", { tag }),
    tagTooOften: (tag: string, aDay: number) =>
      say("tagTooOften", { tag, messages: count("messages", aDay) }),
    tagsUnread: sentences.tagsUnread,

    invited: (by: string | null) => say("invited", { by: by ?? sentences.anAgent }),
  };
}
