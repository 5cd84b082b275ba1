import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createGateway, dynamicTool, generateText, isStepCount, type LanguageModel } from "ai";
import type { ModelServer } from "../config/env-assistant.ts";
import { KnownError } from "../errors.ts";
import type { Model, ModelAnswer, ModelQuestion, ModelTool } from "./assistant.ts";
import { inTime, TOO_SLOW } from "./in-time.ts";
import { knock } from "./knock.ts";
import { createModelFetch, ModelError } from "./model-fetch.ts";
import { withUsage } from "./model-usage.ts";

export type ModelSettings = {
  model: string;
  server: ModelServer;
  upstreamOrigin: string | undefined;
  /** How long one question may take in all. */
  patienceMs: number;
};

/** What has come of a question so far. */
type Course = Pick<ModelAnswer, "inputTokens" | "outputTokens" | "steps" | "tools"> & {
  /** Why a tool of ours failed: nobody answers from half of what there is. */
  brokenTool: string | null;
};

/** A step may ask for many things at once; whoever wants more than this knows no end. */
const MOST_CALLS = 12;

/** A server that finds something wrong with a question, such as a filter of content does, works for others. */
const REFUSED = new Set([400, 413, 422]);

/** The ends at which a text is whole. "other" is that of servers that do not say. */
const WHOLE = ["stop", "other"];

// The SDK's warnings would stand in the log, between our lines, with whatever they quote.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** The model that is configured, over the AI SDK. */
export function createModel(settings: ModelSettings): Model {
  return {
    name: settings.model,
    ask: (question) => ask(settings, question),
    knock: () => knock(settings),
  };
}

async function ask(settings: ModelSettings, question: ModelQuestion): Promise<ModelAnswer> {
  const startedAt = performance.now();
  const course: Course = { inputTokens: 0, outputTokens: 0, steps: 0, tools: [], brokenTool: null };
  const end = await inTime(settings.patienceMs, (stop) => converse(settings, question, course, stop)).then(
    (text) => (text === TOO_SLOW ? { text: null, failure: tooSlow(settings) } : { text, failure: null }),
    (error: unknown) => ({ text: null, failure: failureOf(error, course) }),
  );
  const { inputTokens, outputTokens, steps, tools } = course;
  const milliseconds = Math.round(performance.now() - startedAt);
  // A tool that hangs may still end: what it notes then is of no answer.
  return { ...end, inputTokens, outputTokens, steps, tools: [...tools], milliseconds };
}

async function converse(
  settings: ModelSettings,
  { instructions, messages, tools, mostSteps, mostOutputTokens }: ModelQuestion,
  course: Course,
  stop: AbortController,
): Promise<string> {
  const ourFetch = createModelFetch({
    upstreamOrigin: settings.upstreamOrigin,
    signal: stop.signal,
    onAnswer: (answer) => {
      const { usage, body } = withUsage(settings.server.at, answer);
      course.steps += 1;
      course.inputTokens += usage.input;
      course.outputTokens += usage.output;
      return body;
    },
  });
  const { finalStep } = await generateText({
    model: languageModel(settings, ourFetch),
    instructions,
    messages,
    tools: Object.fromEntries(tools.map((tool) => [tool.name, asTool(tool, course, stop)])),
    toolCallConcurrency: 1,
    stopWhen: isStepCount(mostSteps),
    maxOutputTokens: mostOutputTokens,
    maxRetries: 0,
    abortSignal: stop.signal,
    telemetry: { isEnabled: false },
    // The SDK would fetch a file from wherever the answer says.
    experimental_download: async (files) => {
      if (files.length > 0) throw new ModelError("it answered with a file");
      return [];
    },
  });
  // Of the last step nobody asks again, so nothing was thrown.
  if (course.brokenTool) throw new ModelError(course.brokenTool);
  const isWhole = finalStep.toolCalls.length === 0 && WHOLE.includes(finalStep.finishReason);
  return isWhole ? spoken(finalStep.text) : "";
}

/** Some servers hand on, before the answer, what their model thought: words about the customer, and of our instructions. */
function spoken(text: string): string {
  const [end] = text.split("</think>").slice(-1);
  return end === undefined || end.includes("<think>") ? "" : end.trim();
}

function languageModel({ model, server }: ModelSettings, ourFetch: typeof fetch): LanguageModel {
  if (server.at === "gateway") return createGateway({ apiKey: server.apiKey, fetch: ourFetch })(model);
  const { baseUrl: baseURL, apiKey } = server;
  return createOpenAICompatible({
    name: "model",
    baseURL,
    ...(apiKey && { apiKey }),
    fetch: ourFetch,
    // OpenAI's own newer models refuse the name that every other server knows.
    ...(new URL(baseURL).hostname === "api.openai.com" && {
      transformRequestBody: ({ max_tokens, ...body }) => ({ ...body, max_completion_tokens: max_tokens }),
    }),
  })(model);
}

function asTool({ name, description, input, run }: ModelTool, course: Course, stop: AbortController) {
  return dynamicTool({
    description,
    inputSchema: input,
    async execute(asked) {
      if (course.tools.length >= MOST_CALLS) return "No more calls: answer now.";
      course.tools.push(name);
      try {
        return await run(asked);
      } catch (error) {
        // Only our own errors say nothing of anybody's.
        const why = error instanceof KnownError ? error.message : "it broke off on our side";
        course.brokenTool ??= `the tool ${name} failed: ${why}`;
        stop.abort();
        return "";
      }
    },
  });
}

function tooSlow({ patienceMs }: ModelSettings): ModelAnswer["failure"] {
  const why = `it did not answer within ${patienceMs / 1000} s`;
  return { why, of: "time", retryAfterSeconds: undefined };
}

function failureOf(error: unknown, { brokenTool }: Course): ModelAnswer["failure"] {
  const told = modelErrorIn(error);
  const why = brokenTool ?? told?.message ?? "it answered what nobody can read";
  const isOfQuestion = brokenTool !== null || REFUSED.has(told?.status ?? 0);
  const retryAfterSeconds = isOfQuestion ? undefined : told?.retryAfterSeconds;
  return { why, of: isOfQuestion ? "question" : "server", retryAfterSeconds };
}

/** The SDK wraps what our fetch throws. */
function modelErrorIn(error: unknown): ModelError | undefined {
  if (error instanceof ModelError) return error;
  return error instanceof Error ? modelErrorIn(error.cause) : undefined;
}
