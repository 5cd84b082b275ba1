import type { Env } from "../../config/env.ts";
import type { Db } from "../../db/client.ts";
import { type AccountEvent, latestAccountEvents } from "../../db/stats/account-events.ts";
import { stoppedTemplates } from "../../db/templates/known-templates.ts";
import { templateUses, USES_DAYS } from "../../db/templates/template-uses.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { UPSTREAM_NAMES } from "../../domain/providers.ts";
import { entriesOf } from "../../domain/templates/by-language.ts";
import type { KnownTemplate } from "../../domain/templates/known-template.ts";
import { WHATSAPP_LANGUAGES } from "../../domain/templates/whatsapp-languages.ts";
import { found } from "./findings.ts";

const LATELY_MS = USES_DAYS * 86_400_000;

type Named = Pick<KnownTemplate, "provider" | "externalId" | "name" | "language">;

/** How a template is used here, in words; null for one that is not. */
type UseOf = (template: Named) => string | null;

/** The templates that are set or were sent lately, and are not sent any more, or changed their category. */
export async function examineTemplatesInUse(env: Env, db: Db): Promise<Finding[]> {
  const [stopped, uses, events] = await Promise.all([
    stoppedTemplates(db),
    templateUses(db),
    latestAccountEvents(db, { fields: ["template_category_update"], limit: 100 }),
  ]);
  const useOf: UseOf = (template) =>
    settingOf(env, template) ?? ratingsOf(env, template) ?? sentOften(uses(template));
  return [
    ...stopped.flatMap((template) => stoppedFinding(template, useOf(template))),
    ...newestOfEach(events).flatMap((event) => categoryFinding(event, useOf)),
  ];
}

/** The setting that names it. */
function settingOf({ twilio, meta }: Env, { provider, externalId, name, language }: Named): string | null {
  if (provider === "twilio" && twilio.configured) {
    const isIt = ({ one }: { one: string }) => one === externalId;
    if (entriesOf(twilio.contentSids).some(isIt)) return "named by TWILIO_CONTENT_SID";
    if (entriesOf(twilio.replyContentSids).some(isIt)) return "named by TWILIO_REPLY_CONTENT_SID";
  }
  const replies = provider === "meta" && meta.configured ? entriesOf(meta.replyTemplates) : [];
  const isReply = replies.some(({ one }) => one.name === name && one.language === language);
  return isReply ? "named by WHATSAPP_REPLY_TEMPLATE" : null;
}

function ratingsOf({ ratings, defaultLanguage }: Env, { provider, externalId, name, language }: Named) {
  if (ratings.as !== "chat") return null;
  const isNamed = Object.values(ratings.templates).some((one) =>
    provider === "twilio"
      ? one.contentSid === externalId
      : one.name === name && (one.locale ?? WHATSAPP_LANGUAGES[defaultLanguage]) === language,
  );
  return isNamed ? "named by RATINGS_TEMPLATE" : null;
}

function sentOften(uses: number): string | null {
  return uses > 0 ? `sent ${uses === 1 ? "once" : `${uses} times`} in ${USES_DAYS} days` : null;
}

function stoppedFinding(template: KnownTemplate, use: string | null): Finding[] {
  if (use === null) return [];
  const { provider, status, goneAt, rejectedBecause } = template;
  const became = goneAt ? "gone" : status.replaceAll("_", " ");
  const because = rejectedBecause && !goneAt ? ` (${rejectedBecause})` : "";
  return [
    found({
      what: whatOf(template),
      state: "warning",
      says: `It is in use (${use}), and ${UPSTREAM_NAMES[provider]} does not send it: it is ${became}${because}.`,
      expected: "approved",
      actual: became,
      cure: goneAt ? GONE : (CURES[status] ?? REWORD),
    }),
  ];
}

const GONE =
  "Make it again with the same name, or send another one; where a setting names it, set that to another one.";
const REWORD = "Reword it at its provider and have it approved, or send another one.";
const CURES: Readonly<Record<string, string>> = {
  paused:
    "People blocked or reported it. Wait until WhatsApp takes it again, and word it so that people want it.",
  disabled: "It is stopped for good: have another wording approved, under another name.",
};

/** Of what Meta said of each template's category lately, the last. */
function newestOfEach(events: AccountEvent[]): AccountEvent[] {
  const since = Date.now() - LATELY_MS;
  const newest = new Map<string, AccountEvent>();
  for (const event of events) {
    const { message_template_name: name, message_template_language: language } = event.payload;
    const key = `${name}:${language}`;
    if (event.createdAt.getTime() > since && !newest.has(key)) newest.set(key, event);
  }
  return [...newest.values()];
}

function categoryFinding({ payload, createdAt }: AccountEvent, useOf: UseOf): Finding[] {
  const [name, language, is, was, willBe] = [
    "message_template_name",
    "message_template_language",
    "new_category",
    "previous_category",
    "correct_category",
  ].map((member) => (typeof payload[member] === "string" ? payload[member] : ""));
  if (!name || !language || !is || (willBe || is) === was) return [];
  const template: Named = { provider: "meta", externalId: "", name, language };
  const use = useOf(template);
  if (use === null) return [];
  const day = createdAt.toISOString().slice(0, 10);
  const change = willBe
    ? `Meta said on ${day} that it will count as ${willBe} instead of ${is}`
    : `it counts as ${is} since ${day}${was ? `, and was ${was}` : ""}`;
  return [
    found({
      what: whatOf(template),
      state: "warning",
      says: `It is in use (${use}), and ${change}: other prices and limits go with that.`,
      expected: was || is,
      actual: willBe || is,
      cure: "Word it as news of a ticket alone and have that approved, ask Meta for a review in WhatsApp Manager, or leave it so.",
    }),
  ];
}

function whatOf({ provider, name, language }: Named): string {
  return `Template ${name}, ${language}, at ${UPSTREAM_NAMES[provider]}`;
}
