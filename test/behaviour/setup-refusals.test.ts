import { readdir } from "node:fs/promises";
import { expect } from "vitest";
import { CanceledError } from "../../lib/cli/setup/prompts.ts";
import { createProviderToSetUp } from "../support/provider-to-set-up.ts";
import { createFolder, personWho, runCommand, runSetupHere, without } from "../support/setup-command.ts";
import { test } from "../support/shared-world.ts";

const SIGNING_SECRET = "ZENDESK_WEBHOOK_SECRET";

const PREVIEWS = [
  { VERCEL_ENV: "preview", VERCEL_URL: "branch.example" },
  { PUBLIC_BASE_URL: "https://tickline-git-try-team.vercel.app" },
  { PUBLIC_BASE_URL: "https://tickline-abc123def-team.vercel.app" },
];

test.for(PREVIEWS)(
  "providers are pointed at a preview (%j) only when somebody says so twice",
  async (preview, { shared }) => {
    await using folder = await createFolder();
    const provider = createProviderToSetUp();
    const options = {
      variables: { ...without(shared.env, SIGNING_SECRET), ...preview },
      folder: folder.path,
      examinations: provider.examinations,
    };
    await expect(runSetupHere(["--yes"], options)).rejects.toThrow(/^--even-from-preview is missing/);
    const person = personWho({ "work with": ["twilio", "zendesk"], "all the same": false, Write: false });
    await runSetupHere([], { ...options, person });
    expect(provider.applied).toEqual([]);
    const { said } = await runSetupHere(["--yes", "--even-from-preview"], options);
    expect(said).toContain("Careful: this address is a preview's or a branch's.");
    expect(provider.applied).toEqual(["ringer"]);
  },
);

test.for([
  "https://acme-messaging-bot.vercel.app",
  "https://messaging-git.vercel.app",
  "https://tickline.vercel.app",
  "https://support.example.com",
])("production's address (%s) is taken without another word", async (PUBLIC_BASE_URL, { shared }) => {
  await using folder = await createFolder();
  const provider = createProviderToSetUp();
  const { said } = await runSetupHere(["--yes"], {
    variables: { ...without(shared.env, SIGNING_SECRET), PUBLIC_BASE_URL },
    folder: folder.path,
    examinations: provider.examinations,
  });
  expect(said).not.toContain("Careful");
  expect(provider.applied).toEqual(["ringer"]);
});

test("whoever cancels changes nothing", async ({ shared }) => {
  await using folder = await createFolder();
  const provider = createProviderToSetUp();
  const person = {
    ...personWho({ "work with": ["twilio", "zendesk"] }),
    confirm: async () => {
      throw new CanceledError("canceled");
    },
  };
  const { examinations } = provider;
  const run = await runSetupHere([], { variables: shared.env, folder: folder.path, person, examinations });
  expect(run.code).toBe(1);
  expect(run.said).toMatch(/Canceled: nothing more is done\.$/);
  expect(provider.applied).toEqual([]);
});

test.for([
  [["--yes"], {}, "Neither Twilio nor Meta is configured"],
  [
    ["--yes", "--only", "meta"],
    {},
    "Missing: WHATSAPP_ACCESS_TOKEN, WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_WEBHOOK_SECRET, PUBLIC_BASE_URL.",
  ],
  [
    ["--yes", "--only", "twilio"],
    { TWILIO_ACCOUNT_SID: "AC123" },
    "TWILIO_ACCOUNT_SID (malformed: it must be AC and 32",
  ],
  [[], {}, "--yes is missing: there is no terminal to ask at"],
  [["--only", "slack"], {}, "--only takes twilio, meta, zendesk"],
  [["--token", "x"], {}, "Unknown option '--token'"],
  [
    ["--yes", "--only", "meta"],
    { UPSTREAM_ORIGIN: "https://elsewhere.example" },
    "UPSTREAM_ORIGIN is not a loopback address",
  ],
] as const)(
  "without a terminal, %j with %j never waits, and says why not",
  async ([args, variables, why]) => {
    await using folder = await createFolder();
    await expect(runSetupHere([...args], { variables, folder: folder.path })).rejects.toThrow(why);
    expect(await readdir(folder.path)).toEqual([]);
  },
);

test("as a command, wrong usage is 2, explained where errors go", async () => {
  await using folder = await createFolder();
  const { code, out, errors } = await runCommand("setup", ["--yes"], { folder: folder.path });
  expect([code, out]).toEqual([2, ""]);
  expect(errors).toMatch(/^Neither Twilio nor Meta is configured[\s\S]*npm run setup -- --help/);
});

test("--help warns that a command line is no place for a secret", async () => {
  const { code, said } = await runSetupHere(["--help"], { variables: {}, folder: "/proc/nowhere" });
  expect(code).toBe(0);
  expect(said).toContain("other users of a machine can read a command line");
});
