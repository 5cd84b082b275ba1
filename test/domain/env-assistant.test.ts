import { expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";

const KEY = "vck_0123456789abcdef";
const MODEL = { ASSISTANT_MODEL: "anthropic/claude-haiku-4.5" };
const SERVER = { ...MODEL, ASSISTANT_BASE_URL: "https://models.example.com/v1" };

test("the assistant is off, and nobody means it to be on, where nothing says so", () => {
  for (const variables of [{}, { ASSISTANT_MEMORY_HOURS: "12" }, { ASSISTANT_MODEL: "changeme" }])
    expect(parseEnv(variables).assistant).toEqual({
      configured: false,
      isBegun: false,
      missing: ["ASSISTANT_MODEL", "AI_GATEWAY_API_KEY"],
    });
});

test("a model is asked at the AI Gateway, or at a server that is named", () => {
  expect(parseEnv({ ...MODEL, AI_GATEWAY_API_KEY: KEY }).assistant).toMatchObject({
    configured: true,
    model: "anthropic/claude-haiku-4.5",
    server: { at: "gateway", apiKey: KEY },
    memoryHours: 24,
    monthlyTokens: 5_000_000,
  });
  expect(
    parseEnv({ ...SERVER, AI_GATEWAY_API_KEY: KEY, ASSISTANT_API_KEY: "its-key" }).assistant,
  ).toMatchObject({
    server: { at: "own", baseUrl: "https://models.example.com/v1", apiKey: "its-key" },
  });
});

test.for([
  ["https://models.example.com/v1/", "https://models.example.com/v1"],
  ["https://MODELS.example.com", "https://models.example.com"],
  ["http://localhost:11434/v1", "http://localhost:11434/v1"],
  ["http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"],
  ["http://[::1]:11434/v1", "http://[::1]:11434/v1"],
])("a server at %s is asked at %s", ([ASSISTANT_BASE_URL, baseUrl]) => {
  const { assistant, invalid } = parseEnv({ ...MODEL, ASSISTANT_BASE_URL });
  expect([assistant, invalid]).toMatchObject([{ server: { baseUrl } }, []]);
});

test.for([
  // A key would travel in the open.
  "http://models.example.com/v1",
  "http://127.0.0.1.example.com/v1",
  "http://192.168.1.5:11434/v1",
  "ftp://models.example.com/v1",
  "models.example.com/v1",
  // It would be left out.
  "https://user:password@models.example.com/v1",
  "https://models.example.com/v1?api-version=1",
  "https://models.example.com/v1#here",
  "https://models.example.com/v1/chat/completions",
  "not an address",
])("a server at %j is refused, and the AI Gateway is not asked in its place", (ASSISTANT_BASE_URL) => {
  const { assistant, invalid } = parseEnv({ ...MODEL, ASSISTANT_BASE_URL, AI_GATEWAY_API_KEY: KEY });
  expect(assistant).toEqual({ configured: false, isBegun: true, missing: ["ASSISTANT_BASE_URL"] });
  expect(invalid).toEqual(["ASSISTANT_BASE_URL"]);
});

test.for([
  [MODEL, ["AI_GATEWAY_API_KEY"]],
  [{ ...MODEL, ASSISTANT_BASE_URL: "<your url>" }, ["AI_GATEWAY_API_KEY"]],
  [{ ...MODEL, AI_GATEWAY_API_KEY: "too-short" }, ["AI_GATEWAY_API_KEY"]],
  [{ ...MODEL, AI_GATEWAY_API_KEY: "a key that has spaces in it" }, ["AI_GATEWAY_API_KEY"]],
  [{ ...SERVER, ASSISTANT_API_KEY: "ключ" }, ["ASSISTANT_API_KEY"]],
  [{ ...SERVER, ASSISTANT_MODEL: "two\nlines" }, ["ASSISTANT_MODEL"]],
  [{ ...SERVER, ASSISTANT_MODEL: "" }, ["ASSISTANT_MODEL"]],
  [{ AI_GATEWAY_API_KEY: KEY }, ["ASSISTANT_MODEL"]],
] as const)("%j is begun, and lacks %j", ([variables, missing]) => {
  expect(parseEnv(variables).assistant).toEqual({ configured: false, isBegun: true, missing });
});
