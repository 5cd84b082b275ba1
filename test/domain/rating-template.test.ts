import { expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { chooseTemplate } from "../../lib/ratings/choose-template.ts";

test.for([
  ['{"pt":"rate_help"}', "en", "pt_BR"],
  ['{"pt":"rate_help:pt_PT"}', "en", "pt_PT"],
  ["rate_help", "pt", "pt_BR"],
  ["rate_help", "es", "es"],
  ['{"en":"rate_help"}', "en", "en"],
] as const)("RATINGS_TEMPLATE=%s, DEFAULT_LANGUAGE=%s asks in %s", ([given, spoken, locale]) => {
  const env = parseEnv({ RATINGS: "chat", RATINGS_TEMPLATE: given, DEFAULT_LANGUAGE: spoken });
  const asked = { provider: "meta", language: "pt", ticketId: "7", among: "any" } as const;
  expect(chooseTemplate(env, asked)).toMatchObject({ name: "rate_help", language: locale });
});
