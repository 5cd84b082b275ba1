/** Tokens that one call took. */
export type Usage = { input: number; output: number };

/** More than any model reads: a number beyond it is a mistake, and would use up a month. */
const MOST_TOKENS = 10_000_000;

/**
 * What a server's answer says that it took, and the answer with that said as its protocol has it: nobody's answer is lost because
 * of how its server counts. What is missing, or no number, counts as none.
 */
export function withUsage(at: "gateway" | "own", body: unknown): { usage: Usage; body: unknown } {
  if (!isObject(body)) return { usage: { input: 0, output: 0 }, body };
  const told = isObject(body.usage) ? body.usage : {};
  if (at === "own") {
    const usage = { input: tokens(told.prompt_tokens), output: tokens(told.completion_tokens) };
    return {
      usage,
      body: { ...body, usage: { prompt_tokens: usage.input, completion_tokens: usage.output } },
    };
  }
  const usage = { input: tokens(totalOf(told.inputTokens)), output: tokens(totalOf(told.outputTokens)) };
  return {
    usage,
    body: {
      ...body,
      usage: { inputTokens: { total: usage.input }, outputTokens: { total: usage.output } },
    },
  };
}

const totalOf = (told: unknown) => (isObject(told) ? told.total : told);

function tokens(told: unknown): number {
  const count = typeof told === "string" && told.trim() !== "" ? Number(told) : told;
  return typeof count === "number" && count > 0 ? Math.min(Math.round(count), MOST_TOKENS) : 0;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
