import type { SettingName, Settings } from "./settings.ts";

/** Where the model is asked. */
export type ModelServer =
  | { at: "gateway"; apiKey: string }
  | { at: "own"; baseUrl: string; apiKey: string | undefined };

/** The assistant's settings; not configured, `isBegun` says that somebody meant it to be. */
export type AssistantEnv =
  | { configured: false; isBegun: boolean; missing: SettingName[] }
  | {
      configured: true;
      /** As its server calls it. */
      model: string;
      server: ModelServer;
      memoryHours: number;
      /** Read and written, in a calendar month, UTC. */
      monthlyTokens: number;
      /** In place of our own list; undefined for that. */
      unsafeWords: string | undefined;
      /** Of a million tokens; undefined where nobody entered it. */
      prices: { input: number | undefined; output: number | undefined };
    };

/** What we need to ask a model, or what that lacks. */
export function assistantEnv(s: Settings, invalid: readonly SettingName[]): AssistantEnv {
  const isBegun = s.ASSISTANT_MODEL !== undefined || invalid.includes("ASSISTANT_MODEL");
  const server = serverOf(s);
  if (!s.ASSISTANT_MODEL || !server || invalid.includes("ASSISTANT_BASE_URL")) {
    const missing: SettingName[] = invalid.includes("ASSISTANT_BASE_URL")
      ? ["ASSISTANT_BASE_URL"]
      : ["AI_GATEWAY_API_KEY"];
    return { configured: false, isBegun, missing: isBegun ? missing : ["ASSISTANT_MODEL"] };
  }
  return {
    configured: true,
    model: s.ASSISTANT_MODEL,
    server,
    memoryHours: s.ASSISTANT_MEMORY_HOURS,
    monthlyTokens: s.ASSISTANT_MONTHLY_TOKENS,
    unsafeWords: s.ASSISTANT_UNSAFE_WORDS,
    prices: { input: s.ASSISTANT_PRICE_INPUT, output: s.ASSISTANT_PRICE_OUTPUT },
  };
}

/** A server of one's own is meant where one is named. Never Vercel's own identity: nobody would have said so. */
function serverOf(s: Settings): ModelServer | undefined {
  if (s.ASSISTANT_BASE_URL) return { at: "own", baseUrl: s.ASSISTANT_BASE_URL, apiKey: s.ASSISTANT_API_KEY };
  return s.AI_GATEWAY_API_KEY ? { at: "gateway", apiKey: s.AI_GATEWAY_API_KEY } : undefined;
}
