/** A message of the chat completions API, as far as we send it. */
export type ChatMessage = {
  role: "system" | "user" | "assistant" | "tool";
  /** Null where the assistant only calls tools. */
  content: string | { type: string; text?: string }[] | null;
  tool_calls?: { id: string; type: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
};

/** What the model was asked. */
export type ChatRequest = {
  model: string;
  messages: ChatMessage[];
  tools?: { type: string; function: { name: string; description?: string; parameters?: unknown } }[];
  max_tokens?: number;
  [other: string]: unknown;
};

export type ToolCall = {
  tool: string;
  /** A string stands in the answer as it is, so that it need not be JSON. */
  input: unknown;
};

/** What the model answers one call with. */
export type Reply =
  | { text: string }
  | ToolCall
  | { tools: ToolCall[]; text?: string }
  /** The body as it is: a Buffer's bytes, anything else as JSON. */
  | { raw: unknown; status?: number; headers?: Record<string, string> };

/** The text of a message. */
export function textOf({ content }: ChatMessage): string {
  return typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("\n");
}

/** The reply as a chat completion; about four letters are a token. */
export function completion(request: ChatRequest, reply: Exclude<Reply, { raw: unknown }>, count: number) {
  const calls = "tools" in reply ? reply.tools : "tool" in reply ? [reply] : [];
  const message = {
    role: "assistant",
    content: "text" in reply ? reply.text : null,
    ...(calls.length > 0 && { tool_calls: calls.map((call, index) => toolCall(call, `${count}_${index}`)) }),
  };
  const [read, written] = [tokens(request.messages), tokens(message)];
  return {
    id: `chatcmpl-${count}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices: [{ index: 0, message, finish_reason: calls.length > 0 ? "tool_calls" : "stop" }],
    usage: { prompt_tokens: read, completion_tokens: written, total_tokens: read + written },
  };
}

function toolCall({ tool, input }: ToolCall, id: string) {
  const written = typeof input === "string" ? input : JSON.stringify(input);
  return { id: `call_${id}`, type: "function", function: { name: tool, arguments: written } };
}

const tokens = (value: unknown) => Math.ceil(JSON.stringify(value).length / 4);
