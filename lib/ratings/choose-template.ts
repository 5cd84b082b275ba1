import type { Env, Ratings } from "../config/env.ts";
import type { Template } from "../domain/message.ts";
import type { Provider } from "../domain/providers.ts";
import { payloadOf } from "../domain/ratings/question.ts";
import { SCORES } from "../domain/ratings/scores.ts";
import type { Language } from "../domain/replies/languages.ts";
import { WHATSAPP_LANGUAGES } from "../domain/templates/whatsapp-languages.ts";

type Asked = {
  provider: Provider;
  language: Language;
  ticketId: string;
  /** "theirs": in this very language alone, where free text asks otherwise. */
  among: "theirs" | "any";
};

/**
 * The approved template that asks by this provider, in this language or the one that serves all, which is taken for one in the default's;
 * null where none is set.
 */
export function chooseTemplate(
  { ratings, defaultLanguage }: { ratings: Ratings; defaultLanguage: Env["defaultLanguage"] },
  { provider, language, ticketId, among }: Asked,
): Template | null {
  if (ratings.as !== "chat") return null;
  const { templates } = ratings;
  const isAnyTheirs = among === "any" || language === defaultLanguage;
  const template = [language, ...(isAnyTheirs ? ["any", defaultLanguage] : [])]
    .map((one) => templates[one])
    .find((one) => one?.[provider === "twilio" ? "contentSid" : "name"]);
  const variables = { "1": ticketId };
  if (provider === "twilio")
    return template?.contentSid ? { contentSid: template.contentSid, variables } : null;
  if (!template?.name) return null;
  const payloads = SCORES.map((score) => payloadOf(ticketId, score));
  const locale = template.locale ?? WHATSAPP_LANGUAGES[defaultLanguage];
  return { name: template.name, language: locale, variables, payloads };
}
