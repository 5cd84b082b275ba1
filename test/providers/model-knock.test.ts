import { test as base, describe, expect } from "vitest";
import { createModel } from "../../lib/assistant/model.ts";
import { freePort } from "../support/free-port.ts";
import { FAULTS, playModel, question } from "../support/model-server.ts";

const SERVERS = ["own", "gateway"] as const;
const test = base.extend<{ played: Awaited<ReturnType<typeof playModel>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  played: async ({}, use) => use(await playModel()),
});

describe("a knock", () => {
  test.for(SERVERS)("finds a model at %s well, and asks it nothing", async (at, { played }) => {
    expect(await played.models[at].knock()).toBeNull();
    expect(played.asked.map(({ url }) => url)).toEqual(
      at === "own"
        ? ["/models.example.com/v1/models"]
        : expect.arrayContaining(["/ai-gateway.vercel.sh/v1/models", "/ai-gateway.vercel.sh/v1/credits"]),
    );
    for (const { headers } of played.asked) expect(headers.authorization).toBe("Bearer the-key-of-it");
  });

  test.for([
    [FAULTS.status(401), "it refused the key (HTTP 401)"],
    [FAULTS.status(503), "it failed (HTTP 503)"],
    [FAULTS.html, "it answered in something that is no JSON"],
    [FAULTS.cut, "its answer broke off"],
    [
      FAULTS.json(200, { data: [{ id: "b" }, { id: "another/a/model-2" }] }),
      "it does not list the model a/model",
    ],
    [FAULTS.json(200, { data: [{ id: "models/a/model" }] }), null],
    [FAULTS.json(200, { data: [{ id: "a/model:latest" }] }), null],
    [FAULTS.json(200, { data: [] }), null],
    [FAULTS.json(200, { data: "My secret" }), null],
  ] as const)("says what is wrong with a server: %#", async ([models, told], { played }) => {
    played.lists.models = models;
    for (const at of SERVERS) expect(await played.models[at].knock()).toBe(told);
  });

  test("tries the questions of a server that lists no models, for nothing", async ({ played }) => {
    played.lists.models = FAULTS.status(404);
    for (const [status, told] of [
      [400, null],
      [422, null],
      [401, "it refused the key (HTTP 401)"],
      [404, "it has no chat completions at ASSISTANT_BASE_URL (HTTP 404)"],
      [405, "it has no chat completions at ASSISTANT_BASE_URL (HTTP 405)"],
    ] as const) {
      played.replies.push(FAULTS.status(status));
      expect(await played.models.own.knock()).toBe(told);
    }
    expect(played.asked.at(-1)).toMatchObject({ url: "/models.example.com/v1/chat/completions", body: {} });
  });

  test("at the AI Gateway tells of a key that is refused, though anybody may see the models", async ({
    played,
  }) => {
    played.lists.credits = FAULTS.status(401);
    expect(await played.models.gateway.knock()).toBe("it refused the key (HTTP 401)");
  });

  test("at nobody's door says so, and so does a question", async () => {
    const nobody = createModel({
      model: "a/model",
      server: { at: "own", baseUrl: `http://127.0.0.1:${await freePort()}/v1`, apiKey: undefined },
      upstreamOrigin: undefined,
      patienceMs: 60_000,
    });
    expect(await nobody.knock()).toBe("it cannot be reached (ECONNREFUSED)");
    expect(await nobody.ask(question())).toMatchObject({
      text: null,
      failure: { why: "it cannot be reached (ECONNREFUSED)", of: "server" },
    });
  });

  test("does not wait for a server that hangs", async ({ played }) => {
    played.lists.models = FAULTS.hang;
    expect(await played.models.own.knock()).toBe("it did not answer within 3 s");
  });
});
