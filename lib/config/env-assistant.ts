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

/** Whoever sets one of them means to use it. */
const BEGINNING = ["ASSISTANT_MODEL", "ASSISTANT_BASE_URL", "AI_GATEWAY_API_KEY"] as const;

/** What we need to ask a model, or what that lacks. */
export function assistantEnv(s: Settings, invalid: readonly SettingName[]): AssistantEnv {
  const server = serverOf(s, invalid);
  if (!s.ASSISTANT_MODEL || typeof server === "string") {
    const isBegun = BEGINNING.some((name) => s[name] !== undefined || invalid.includes(name));
    const missing: SettingName[] = s.ASSISTANT_MODEL ? [] : ["ASSISTANT_MODEL"];
    if (typeof server === "string") missing.push(server);
    return { configured: false, isBegun, missing };
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

/**
 * Where it is asked, or the setting that this lacks. A server of one's own is meant where one is named, however badly. Never Vercel's own
 * identity: nobody would have said so.
 */
function serverOf(s: Settings, invalid: readonly SettingName[]): ModelServer | SettingName {
  if (invalid.includes("ASSISTANT_BASE_URL")) return "ASSISTANT_BASE_URL";
  if (!s.ASSISTANT_BASE_URL)
    return s.AI_GATEWAY_API_KEY ? { at: "gateway", apiKey: s.AI_GATEWAY_API_KEY } : "AI_GATEWAY_API_KEY";
  if (invalid.includes("ASSISTANT_API_KEY")) return "ASSISTANT_API_KEY";
  return { at: "own", baseUrl: s.ASSISTANT_BASE_URL, apiKey: s.ASSISTANT_API_KEY };
}
