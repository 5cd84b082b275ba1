import { type ChatRequest, completion, type Reply, textOf } from "./model/chat.ts";
import { byScript } from "./model/script.ts";
import { type Answer, asObject, type UpstreamCall } from "./upstreams/call.ts";

export type { ChatRequest, Reply } from "./model/chat.ts";

/** How it is, beside its script. */
export const MODEL_MOODS = [
  "works",
  "hangs",
  /** An invented link, and the instructions, by turns. */
  "lies",
  /** HTML with half a character, and 50,000 characters, by turns. */
  "nonsense",
  "throttled",
  "fails",
  /** It searches for ever. */
  "loops",
] as const;
export type ModelMood = (typeof MODEL_MOODS)[number];

export type ScriptedModel = {
  /** What it was asked, oldest first. */
  asked: ChatRequest[];
  /** What it replied to each of them; null where it hangs. */
  replied: (Reply | null)[];
  /** Said before the script, each once, whatever the mood. */
  says: Reply[];
  mood: ModelMood;
};

const RETRY_AFTER_SECONDS = 20;

/** Plays an OpenAI-compatible server with one model, whose answers depend on what it is asked alone. */
export function createScriptedModel() {
  const model: ScriptedModel = { asked: [], replied: [], says: [], mood: "works" };
  let told = 0;

  const MOODS: Record<ModelMood, (request: ChatRequest) => Reply | undefined> = {
    works: byScript,
    hangs: () => undefined,
    lies: (request) => {
      told += 1;
      const instructions = request.messages.filter(({ role }) => role === "system").map(textOf);
      if (told % 2 === 0) return { text: instructions.join("\n") };
      return { text: "Just sign in again at https://evil.example/reset and type your password there." };
    },
    nonsense: () => {
      told += 1;
      if (told % 2 === 0)
        return { text: "All work and no play makes a model dull. ".repeat(1250).slice(0, 50_000) };
      return { text: "<!doctype html><script>alert(1)</script><h1>Ok \ud83d</h1>" };
    },
    throttled: () => ({
      raw: failure("Too many requests"),
      status: 429,
      headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
    }),
    fails: () => ({ raw: failure("The server had an error"), status: 500 }),
    loops: () => ({ tool: "search_knowledge", input: { query: "anything at all", language: "en" } }),
  };

  function complete(body: unknown): Answer | Promise<Answer> {
    const request = asRequest(body);
    if (!request) return { status: 400, body: failure("messages is missing") };
    model.asked.push(request);
    const reply = model.says.shift() ?? MOODS[model.mood](request);
    model.replied.push(reply ?? null);
    if (!reply) return new Promise<never>(() => {});
    if ("raw" in reply) return { status: reply.status ?? 200, headers: reply.headers, body: reply.raw };
    return { status: 200, body: completion(request, reply, model.asked.length) };
  }

  return {
    model,
    answer({ method, path, body }: UpstreamCall): Answer | Promise<Answer> {
      if (method === "POST" && path === "/v1/chat/completions") return complete(body);
      if (method === "GET" && path === "/v1/models") return { status: 200, body: LIST };
      return { status: 404, body: failure(`no ${method} ${path} here`) };
    },
  };
}

const LIST = {
  object: "list",
  data: [{ id: "scripted", object: "model", created: 1_760_000_000, owned_by: "tickline" }],
};

/** As it fails when a fault says no more than a code. */
export function modelFailure(status: number): Answer {
  return { status, body: failure("It was told to fail") };
}

const failure = (message: string) => ({ error: { message, type: "error", param: null, code: null } });

function asRequest(body: unknown): ChatRequest | undefined {
  // Its messages are ours; a test that sends others finds out.
  return Array.isArray(asObject(body).messages) ? (body as ChatRequest) : undefined;
}
