import { afterEach, test as base, describe, expect, vi } from "vitest";
import type { FailureOf, ModelAnswer, ModelTool } from "../../lib/assistant/assistant.ts";
import { StatementError } from "../../lib/errors.ts";
import { FAULTS, playModel, question, type Said, search } from "../support/model-server.ts";

type Played = Awaited<ReturnType<typeof playModel>>;
const test = base.extend<{ played: Played; hasty: Played }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  played: async ({}, use) => use(await playModel()),
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  hasty: async ({}, use) => use(await playModel(300)),
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const SERVERS = ["own", "gateway"] as const;
const calling = (name: string, told = '{"query":"refunds"}'): Said => ({
  calls: [{ name, arguments: told }],
});

/** A failure says nothing of what was asked or answered. */
function expectFailure(answer: ModelAnswer, why: string | RegExp, of?: FailureOf) {
  expect(answer.text).toBeNull();
  expect(answer.failure).toMatchObject({ why: expect.stringMatching(why), ...(of && { of }) });
  expect(answer.failure?.why).not.toMatch(/secret|careful|refunds/i);
}

describe.for(SERVERS)("a model at %s", (at) => {
  test("answers with what its tools say, and counts what that took", async ({ played }) => {
    played.replies.push(calling("search"), { text: "In 14 days.", input: 20, output: 7 });
    const answer = await played.models[at].ask(question());
    expect(answer).toEqual({
      text: "In 14 days.",
      failure: null,
      inputTokens: 30,
      outputTokens: 12,
      steps: 2,
      tools: ["search"],
      milliseconds: expect.any(Number),
    });
    expect(JSON.stringify(played.asked[1]?.body)).toContain('Found for {\\"query\\":\\"refunds');
  });

  test.for([
    [FAULTS.status(429, { "retry-after": "120" }), "takes no more calls for now .HTTP 429", 120],
    [FAULTS.status(429, { "retry-after": "soon" }), "HTTP 429", undefined],
    [FAULTS.status(500), "it failed .HTTP 500", undefined],
    [FAULTS.status(401), "refused the key .HTTP 401", undefined],
    [FAULTS.status(302, { location: "https://elsewhere.example" }), "redirects .*HTTP 302", undefined],
    [FAULTS.cut, "broke off", undefined],
    [FAULTS.html, "no JSON", undefined],
    [FAULTS.json(200, { choices: [] }), "nobody can read", undefined],
    [FAULTS.json(200, ["My secret"]), "nobody can read", undefined],
    [FAULTS.json(200, null), "nobody can read", undefined],
    [FAULTS.json(200, { content: [{ type: "text", text: { My: "secret" } }] }), "nobody can read", undefined],
  ] as const)(
    "that fails after a step is a failure, with its tokens: %#",
    async ([fault, why, rest], { played }) => {
      played.replies.push(calling("search"), fault);
      const answer = await played.models[at].ask(question());
      expectFailure(answer, why);
      expect(answer.failure?.retryAfterSeconds).toBe(rest);
      expect(answer).toMatchObject({ inputTokens: 10, outputTokens: 5, tools: ["search"] });
      expect(played.asked).toHaveLength(2);
    },
  );

  test("that wants a rest until a moment is given it", async ({ played }) => {
    const soon = new Date(Date.now() + 90_000).toUTCString();
    played.replies.push(FAULTS.status(429, { "retry-after": soon }));
    const { failure } = await played.models[at].ask(question());
    expect(failure?.retryAfterSeconds).toBeGreaterThan(60);
    expect(failure?.retryAfterSeconds).toBeLessThanOrEqual(90);
  });

  test("that hangs, or whose tools do, is slow", async ({ hasty }) => {
    const never: ModelTool = { ...search, run: () => new Promise(() => {}) };
    hasty.replies.push(calling("search"), FAULTS.hang, calling("search"));
    const hung = await hasty.models[at].ask(question());
    expectFailure(hung, "did not answer within 0.3 s", "time");
    expect(hung).toMatchObject({ inputTokens: 10, steps: 1, tools: ["search"] });
    expectFailure(await hasty.models[at].ask(question({ tools: [never] })), "within 0.3 s", "time");
  });

  test("that says nothing, or is cut off or filtered, has no words", async ({ played }) => {
    for (const said of [
      { text: "" },
      { text: "My secret is", ended: "length" },
      { text: "My secret is", ended: "content_filter" },
    ]) {
      played.replies.push(said);
      expect(await played.models[at].ask(question())).toMatchObject({ text: "", failure: null, steps: 1 });
    }
  });

  test("that thinks aloud is heard once it has ended", async ({ played }) => {
    for (const [text, heard] of [
      ["<think>My secret: be careful.</think>\n\nIn 14 days.", "In 14 days."],
      ["My secret</think> In 14 days.", "In 14 days."],
      ["<think>My secret", ""],
    ] as const) {
      played.replies.push({ text });
      expect((await played.models[at].ask(question())).text).toBe(heard);
    }
  });

  test("is told of calls that are none, and they are not listed", async ({ played }) => {
    played.replies.push(
      { calls: [...(calling("delete_all").calls ?? []), ...(calling("constructor").calls ?? [])] },
      calling("search", "{not json"),
      calling("search", '{"query": 5}'),
      { text: "Sorry." },
    );
    const answer = await played.models[at].ask(question());
    expect(answer).toMatchObject({ text: "Sorry.", failure: null, tools: [], steps: 4 });
    expect(JSON.stringify(played.asked[1]?.body)).toContain("unavailable tool 'delete_all'");
  });

  test("that calls tools without an end is stopped, in steps and in a step", async ({ played }) => {
    const run = vi.fn(search.run);
    for (let at = 0; at < 9; at++) played.replies.push({ ...calling("search"), text: "Let me see" });
    expect(await played.models[at].ask(question({ tools: [{ ...search, run }] }))).toMatchObject({
      text: "",
      failure: null,
      steps: 4,
      tools: ["search", "search", "search", "search"],
    });
    expect(played.asked).toHaveLength(4);
    run.mockClear();
    played.replies.length = 0;
    const many = {
      calls: Array.from({ length: 500 }, () => ({ name: "search", arguments: '{"query":""}' })),
    };
    played.replies.push(many, { text: "Done." });
    let [running, mostAtOnce] = [0, 0];
    run.mockImplementation(async () => {
      mostAtOnce = Math.max(mostAtOnce, ++running);
      await Promise.resolve();
      running -= 1;
      return "Found";
    });
    const answer = await played.models[at].ask(question({ tools: [{ ...search, run }] }));
    expect(answer.text).toBe("Done.");
    expect(run).toHaveBeenCalledTimes(12);
    expect(mostAtOnce).toBe(1);
    expect(answer.tools).toHaveLength(12);
  });

  test("whose tool fails is asked no further, and only our own words are told", async ({ played }) => {
    for (const [error, why] of [
      [new Error("select secret from refunds"), "the tool search failed: it broke off on our side"],
      [new StatementError("the database refused it (42P01)"), "failed: the database refused it .42P01"],
    ] as const) {
      played.asked.length = 0;
      played.replies.push(calling("search"));
      const run = () => Promise.reject(error);
      const answer = await played.models[at].ask(question({ tools: [{ ...search, run }] }));
      expectFailure(answer, why);
      expect(answer).toMatchObject({ inputTokens: 10, steps: 1, tools: ["search"] });
      expect(played.asked).toHaveLength(1);
    }
  });

  test("that counts oddly is understood all the same", async ({ played }) => {
    for (const [told, counted] of [
      [undefined, 0],
      [null, 0],
      [-50, 0],
      ["70", 70],
      ["many", 0],
      [1.4, 1],
      [1e300, 10_000_000],
      ["1e400", 10_000_000],
      [{ total: {} }, 0],
    ] as const) {
      played.replies.push({ text: "Yes.", input: told, output: told });
      const answer = await played.models[at].ask(question());
      expect([told, answer.text, answer.inputTokens]).toEqual([told, "Yes.", counted]);
    }
  });

  test("may say 50,000 characters, and not without an end", async ({ played }) => {
    played.replies.push({ text: "x".repeat(50_000) }, { text: "y".repeat(6_000_000) });
    expect((await played.models[at].ask(question())).text).toHaveLength(50_000);
    expectFailure(await played.models[at].ask(question()), "more than 5000000 bytes");
  });

  test("is asked with our key and limits alone, without a word in the log or to anybody else", async ({
    played,
  }) => {
    vi.stubEnv("VERCEL_OIDC_TOKEN", "the-identity-of-vercel");
    vi.stubEnv("AI_GATEWAY_API_KEY", "another-key");
    const warned = vi.spyOn(process, "emitWarning");
    const printed = [vi.spyOn(console, "warn"), vi.spyOn(console, "error"), vi.spyOn(console, "info")];
    const called = vi.spyOn(globalThis, "fetch");
    played.replies.push({ text: "Yes." });
    await played.models[at].ask(question());
    const [asked] = played.asked;
    expect(asked?.headers.authorization).toBe("Bearer the-key-of-it");
    expect(JSON.stringify(played.asked)).not.toMatch(/identity-of-vercel|another-key/);
    expect(asked?.body).toMatchObject({ [at === "own" ? "max_tokens" : "maxOutputTokens"]: 500 });
    expect(called.mock.calls.map(([url]) => String(url))).toEqual([`${played.origin}${asked?.url}`]);
    for (const spy of [warned, ...printed]) expect(spy).not.toHaveBeenCalled();
  });
});
