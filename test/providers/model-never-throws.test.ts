import fc from "fast-check";
import { expect, test } from "vitest";
import { json, like, listOf, text } from "../support/any-json.ts";
import { FAULTS, playModel, question } from "../support/model-server.ts";

const told = fc.oneof(text, fc.constantFrom("", '{"query":"a"}', '{"query":5}', "{", "[".repeat(5_000)));
const name = fc.constantFrom("search", "hand_over", "constructor", "__proto__", "");
const openAi = like({
  choices: listOf(
    like({
      finish_reason: fc.constantFrom("stop", "tool_calls", "length", "content_filter", "", null),
      message: like({
        role: fc.constantFrom("assistant", "user"),
        content: fc.oneof(text, listOf(like({ type: fc.constantFrom("text", "thinking"), text }))),
        refusal: text,
        tool_calls: listOf(like({ id: text, type: text, function: like({ name, arguments: told }) })),
      }),
    }),
  ),
  usage: like({ prompt_tokens: json, completion_tokens: json, prompt_tokens_details: json }),
});
const gateway = like({
  content: listOf(
    like({
      type: fc.constantFrom("text", "tool-call", "tool-result", "reasoning", "file", "source", "custom"),
      text,
      toolName: name,
      toolCallId: text,
      input: told,
      providerExecuted: fc.boolean(),
      mediaType: text,
      data: like({ type: fc.constantFrom("data", "url"), data: text, url: text }),
    }),
  ),
  finishReason: like({
    unified: fc.constantFrom("stop", "tool-calls", "length", "error", "interrupted"),
    raw: text,
  }),
  usage: like({ inputTokens: like({ total: json }), outputTokens: json }),
  warnings: listOf(json),
  providerMetadata: json,
});

test.for([
  ["own", openAi],
  ["gateway", gateway],
] as const)("whatever a model at %s answers, what came of it can be told", async ([at, bodies]) => {
  const played = await playModel();
  await fc.assert(
    fc.asyncProperty(fc.array(bodies, { minLength: 1, maxLength: 3 }), async (answers) => {
      played.replies.splice(0, Infinity, ...answers.map((body) => FAULTS.json(200, body ?? null)));
      const answer = await played.models[at].ask(question({ mostSteps: 3 }));
      expect(answer.text === null).toBe(answer.failure !== null);
      expect(typeof (answer.text ?? answer.failure?.why)).toBe("string");
      for (const count of [answer.inputTokens, answer.outputTokens]) {
        expect(count).toSatisfy(Number.isInteger);
        expect(count).toBeGreaterThanOrEqual(0);
        expect(count).toBeLessThanOrEqual(30_000_000);
      }
      expect(answer.steps).toBeLessThanOrEqual(3);
      expect(answer.tools.filter((tool) => tool !== "search")).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
