// A model's server at a loopback address, which speaks as OpenAI does, and as the AI Gateway does, by the path that it is called at.
import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod";
import type { Model, ModelQuestion, ModelTool } from "../../lib/assistant/assistant.ts";
import { createModel } from "../../lib/assistant/model.ts";
import { somebody } from "./somebody.ts";

/** A tool that finds what it is asked for. */
export const search: ModelTool = {
  name: "search",
  description: "Searches",
  input: z.object({ query: z.string() }),
  run: async (input) => `Found for ${JSON.stringify(input)}`,
};
/** A question of somebody's, whose words no failure may tell. */
export const question = (more: Partial<ModelQuestion> = {}): ModelQuestion => ({
  instructions: "Be careful.",
  messages: [{ role: "user", content: "My secret question" }],
  tools: [search],
  mostSteps: 4,
  mostOutputTokens: 500,
  ...more,
});

export type Said = {
  text?: string;
  calls?: { name: string; arguments: string }[];
  /** As OpenAI says why it ended; by default as it fits. */
  ended?: string;
  /** Tokens that it says it read and wrote; some, where it is not asked to say otherwise. */
  input?: unknown;
  output?: unknown;
};

const USED = { input: 10, output: 5 };
type Reply = Said | ((response: ServerResponse) => void);

const json = (status: number, body: unknown) => (response: ServerResponse) =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** Answers that are none, by what is wrong with them. */
export const FAULTS = {
  hang: () => {},
  cut: (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
    response.write('{"choices":[{"message":{"content":"My secret', () => response.destroy());
  },
  html: (response: ServerResponse) =>
    void response.writeHead(200, { "content-type": "text/html" }).end("<html><body>My secret</body></html>"),
  status:
    (status: number, headers: Record<string, string> = {}) =>
    (response: ServerResponse) =>
      void response
        .writeHead(status, headers)
        .end(JSON.stringify({ error: { message: "My secret", code: status } })),
  json,
};

export async function playModel(mostPatienceMs = 60_000) {
  const asked: {
    url: string;
    headers: Record<string, unknown>;
    // biome-ignore lint/suspicious/noExplicitAny: what was sent is looked into by the tests
    body: any;
  }[] = [];
  const replies: Reply[] = [];
  const lists: { models: Reply; credits: Reply } = {
    models: json(200, { object: "list", data: [{ id: "a/model" }] }),
    credits: json(200, { balance: "9.50", total_used: "0.50" }),
  };
  const origin = await somebody(async (request, response) => {
    const { url = "", headers } = request;
    const sent = await text(request);
    asked.push({ url, headers, body: sent ? JSON.parse(sent) : undefined });
    const reply = url.endsWith("/models")
      ? lists.models
      : url.endsWith("/credits")
        ? lists.credits
        : (replies.shift() ?? { text: "Nothing more" });
    if (typeof reply === "function") return reply(response);
    json(200, url.endsWith("/language-model") ? asGateway(reply) : asOpenAi(reply))(response);
  });
  const settings = { model: "a/model", upstreamOrigin: origin, patienceMs: mostPatienceMs };
  const models: Record<"own" | "gateway", Model> = {
    own: createModel({
      ...settings,
      server: { at: "own", baseUrl: "https://models.example.com/v1", apiKey: "the-key-of-it" },
    }),
    gateway: createModel({ ...settings, server: { at: "gateway", apiKey: "the-key-of-it" } }),
  };
  return { origin, asked, replies, lists, models };
}

function asOpenAi({ text, calls, ended, ...used }: Said) {
  const { input, output } = { ...USED, ...used };
  const tool_calls = calls?.map(({ name, arguments: told }, at) => ({
    id: `call_${at}`,
    type: "function",
    function: { name, arguments: told },
  }));
  const message = { role: "assistant", content: text ?? null, ...(tool_calls && { tool_calls }) };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "a/model",
    choices: [{ index: 0, message, finish_reason: ended ?? (calls ? "tool_calls" : "stop") }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: 15 },
  };
}

function asGateway({ text, calls = [], ended, ...used }: Said) {
  const { input, output } = { ...USED, ...used };
  const unified = ended?.replace("_", "-") ?? (calls.length > 0 ? "tool-calls" : "stop");
  return {
    content: [
      ...(text === undefined ? [] : [{ type: "text", text }]),
      ...calls.map(({ name, arguments: told }, at) => ({
        type: "tool-call",
        toolCallId: `call_${at}`,
        toolName: name,
        input: told,
      })),
    ],
    finishReason: { unified, raw: unified },
    usage: { inputTokens: { total: input }, outputTokens: { total: output } },
    warnings: [{ type: "other", message: "My secret" }],
  };
}
