import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startUpstreams, type Upstreams } from "../sandbox/upstreams.ts";
import { REPLIES } from "../support/replies.ts";
import { createFolder, runCommand } from "../support/setup-command.ts";

let upstreams: Upstreams;
beforeAll(async () => {
  upstreams = await startUpstreams({});
});
afterAll(() => upstreams.close());
beforeEach(() => {
  upstreams.heal();
  upstreams.model.says = [];
});

const KEY = "key-of-the-models-server";
const CONFIGURED = {
  ASSISTANT_MODEL: "scripted",
  ASSISTANT_BASE_URL: "https://models.example.com/v1",
  ASSISTANT_API_KEY: KEY,
};

/** Runs `npm run assistant` where its files are, or in a folder of the test's. */
async function assistant(
  args: string[],
  {
    variables = {},
    folder = resolve("."),
    input = "",
  }: { variables?: object; folder?: string; input?: string },
) {
  const all = { UPSTREAM_ORIGIN: upstreams.origin, ...variables };
  const { code, out, errors } = await runCommand("assistant", args, { folder, variables: all, input });
  return { code, said: (out + errors).trim() };
}

test("somebody talks to the assistant, and sees what each answer took", async () => {
  upstreams.model.says = [
    { tool: "search_knowledge", input: { query: "opening hours", language: "en" } },
    { text: "Hello! What can I do for you?" },
    { tool: "hand_over", input: { summary: "They want a person." } },
    { text: "A person takes over." },
  ];
  const { code, said } = await assistant(["--try"], {
    variables: CONFIGURED,
    input: "Hello there\n\nI want a person\n/quit\nnot read\n",
  });
  expect(said).toMatch(/^scripted, with \d+ files? of knowledge/);
  expect(said).toMatch(
    /\nHello! What can I do for you\?\n {2}tools: search_knowledge\n(.*\n)?.* tokens read, \d+ written; \d+ ms\n/,
  );
  // What comes from a file is not on the screen yet; the customer reads a line of ours.
  expect(said).toContain("\n> Hello there\nHello! What");
  expect(said).toContain(
    `\n> I want a person\n${REPLIES.handedOver}\n[a person takes over: the assistant found that a person should answer`,
  );
  expect(said).toContain("summary: They want a person.");
  expect(code).toBe(0);
  // The second question came with the first, and its answer.
  expect(JSON.stringify(upstreams.model.asked.at(-1))).toContain("Hello! What can I do for you?");
  expect(said).not.toContain(KEY);
});

test("of a model that refuses, it says that it was asked; of unsafe words, that it was not", async () => {
  upstreams.fail("model", { status: 401 });
  const { said } = await assistant(["--try"], {
    variables: CONFIGURED,
    input: "Hello\nI have chest pain\n",
  });
  const [refused = "", unsafe = ""] = said.split("> I have chest pain\n");
  expect(refused).toMatch(/it refused the key \(HTTP 401\)\]\n {2}0 tokens read, 0 written; [\d,]+ ms\n/);
  expect(unsafe).toContain(`${REPLIES.handedOverUnsafe}\n`);
  expect(unsafe).toContain("\n  the model was not asked\n");
});

test("transcripts are played to the model, and what did not hold is named and is the exit code", async () => {
  await using folder = await createFolder();
  const file = join(folder.path, "hours.yaml");
  await writeFile(
    file,
    [
      "title: The hours are told",
      "language: en",
      `business: ${resolve("test/sandbox/business")}`,
      "turns:",
      "  - { customer: When are you open?, expect: { handsOver: false, says: [nine, noon] } }",
    ].join("\n"),
  );
  upstreams.model.says = [{ text: `At nine. The key is ${KEY}.\u001b[2J` }];
  const lost = await assistant(["--evaluate", file], { variables: CONFIGURED, folder: folder.path });
  expect(lost.said).toMatch(
    /\n +1 {2}yes {3}answers +[\d,]+ +[\d,]+\n +1 {2}yes {3}says nine\n +1 {2}NO {4}says noon\n/,
  );
  expect(lost.said).toContain("It said: At nine. The key is <ASSISTANT_API_KEY>.");
  expect(lost.said).toMatch(/\nscripted: 2 held, 1 did not; [\d,]+ tokens\.\n.*$/);
  expect(lost.said.endsWith(`\nWhat did not hold is in ${file}.`)).toBe(true);
  // What a model says moves no cursor.
  expect(lost.said).not.toContain("\u001b");
  expect(lost.code).toBe(1);

  upstreams.model.says = [{ text: "From nine to noon." }];
  expect(await assistant(["--evaluate", file], { variables: CONFIGURED, folder: folder.path })).toMatchObject(
    {
      code: 0,
    },
  );
});

test("transcripts of faults are left out with a real model", async () => {
  const asked = upstreams.model.asked.length;
  expect(
    await assistant(["--evaluate", "test/assistant/model-hangs.yaml"], { variables: CONFIGURED }),
  ).toEqual({
    code: 0,
    said: "Left out, since no real model has a fault when it is asked to: 1.\nscripted: 0 held, 0 did not; 0 tokens.",
  });
  expect(upstreams.model.asked).toHaveLength(asked);
});

test.for([
  [
    ["--try"],
    {},
    1,
    "The assistant is not configured: set ASSISTANT_MODEL, AI_GATEWAY_API_KEY.\nWrite them into .env.local",
  ],
  [["--try"], { ASSISTANT_MODEL: "scripted" }, 1, "The assistant is not configured: set AI_GATEWAY_API_KEY"],
  [
    ["--evaluate"],
    { ASSISTANT_MODEL: "scripted", ASSISTANT_BASE_URL: "models.example.com" },
    1,
    "ASSISTANT_BASE_URL (what is set is malformed: it must be an https address that ends in the version",
  ],
  [[], CONFIGURED, 2, "give one of --try and --evaluate"],
  [["--try", "a.yaml"], CONFIGURED, 2, "--try takes no files"],
  [["--evaluate", "no-such.yaml"], CONFIGURED, 2, "no-such.yaml cannot be read (ENOENT): check the path"],
  [["--help"], {}, 0, "npm run assistant -- --evaluate"],
] as const)("%j with %j ends with %i, and says why", async ([args, variables, code, says]) => {
  const ran = await assistant([...args], { variables });
  expect(ran.said).toContain(says);
  expect(ran.code).toBe(code);
});
