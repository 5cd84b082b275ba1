import { expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";

test("a word counts however it is capitalised", () => {
  const env = { RATINGS: "Chat", CONFIRMATIONS: "FIRST", AGENT_LANGUAGE: "ES", WAKE: "Cron" };
  expect(parseEnv(env)).toMatchObject({
    ratings: { as: "chat" },
    confirmations: "first",
    agentLanguage: "es",
    wake: "cron",
    invalid: [],
  });
  expect(parseEnv({ CONFIRMATIONS: "sometimes" })).toMatchObject({
    confirmations: "always",
    invalid: ["CONFIRMATIONS"],
  });
});
