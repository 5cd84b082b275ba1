import type { Env, Ratings } from "../config/env.ts";
import type { Template } from "../domain/message.ts";
import type { Provider } from "../domain/providers.ts";
import { payloadOf } from "../domain/ratings/question.ts";
import { SCORES } from "../domain/ratings/scores.ts";
import type { Language } from "../domain/replies/languages.ts";

/** The approved template that asks by this provider, in this language or the one that serves all; null where none is set. */
export function chooseTemplate(
  { ratings, defaultLanguage }: { ratings: Ratings; defaultLanguage: Env["defaultLanguage"] },
  { provider, language, ticketId }: { provider: Provider; language: Language; ticketId: string },
): Template | null {
  if (ratings.as !== "chat") return null;
  const { templates } = ratings;
  const [of, template] = [language, "any", defaultLanguage]
    .map((one) => [one, templates[one]] as const)
    .find(([, one]) => one?.[provider === "twilio" ? "contentSid" : "name"]) ?? [language, undefined];
  const variables = { "1": ticketId };
  if (provider === "twilio")
    return template?.contentSid ? { contentSid: template.contentSid, variables } : null;
  if (!template?.name) return null;
  const payloads = SCORES.map((score) => payloadOf(ticketId, score));
  const ofTemplate = of === "any" ? defaultLanguage : of;
  return { name: template.name, language: template.locale ?? ofTemplate, variables, payloads };
}
