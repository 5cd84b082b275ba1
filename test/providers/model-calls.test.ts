import { test as base, expect } from "vitest";
import { FAULTS, playModel, question } from "../support/model-server.ts";

const test = base.extend<{ played: Awaited<ReturnType<typeof playModel>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  played: async ({}, use) => use(await playModel()),
});

test("each server is called at its real host, with the model's name", async ({ played }) => {
  for (const at of ["own", "gateway"] as const) await played.models[at].ask(question());
  const [own, gateway] = played.asked;
  expect(own).toMatchObject({
    url: "/models.example.com/v1/chat/completions",
    body: { model: "a/model", messages: [{ role: "system", content: "Be careful." }, { role: "user" }] },
  });
  expect(gateway).toMatchObject({
    url: "/ai-gateway.vercel.sh/v4/ai/language-model",
    headers: { "ai-language-model-id": "a/model", "ai-gateway-auth-method": "api-key" },
  });
});

test("a file that a model answers with is fetched from nowhere", async ({ played }) => {
  const data = { type: "url", url: `${played.origin}/internal` };
  const content = [
    { type: "file", mediaType: "image/png", data },
    { type: "text", text: "My secret" },
  ];
  played.replies.push(FAULTS.json(200, { content, finishReason: { unified: "stop" } }));
  const { text, failure } = await played.models.gateway.ask(question());
  expect([text, failure?.why]).toEqual([null, "it answered with a file"]);
  expect(played.asked).toHaveLength(1);
});

test("a question that makes no sense is a failure, and not thrown", async ({ played }) => {
  const { text, failure } = await played.models.own.ask(question({ messages: [] }));
  expect([text, failure?.why]).toEqual([null, "it answered what nobody can read"]);
  expect(played.asked).toEqual([]);
});
