import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect } from "vitest";
import { isSecret } from "../../lib/cli/shared/hide-secrets.ts";
import { createProviderToSetUp, NEW_SECRET } from "../support/provider-to-set-up.ts";
import { createFolder, personWho, runSetupHere, without } from "../support/setup-command.ts";
import { testWhole as test } from "../support/shared-world.ts";

const PART = "Variables to set.";
const SIGNING_SECRET = "ZENDESK_WEBHOOK_SECRET";

test("with --yes everything is set right, the variables are told, and a second run finds nothing to do", async ({
  shared,
}) => {
  await using folder = await createFolder();
  const provider = createProviderToSetUp({ number: "missing" });
  const variables = without(shared.env, SIGNING_SECRET, "CRON_SECRET");
  const run = (more: Record<string, string> = {}) =>
    runSetupHere(["--yes", "--write"], {
      variables: { ...variables, ...more },
      folder: folder.path,
      examinations: provider.examinations,
    });

  const first = await run();
  expect(first.code).toBe(0);
  expect(provider.applied).toEqual(["number", "ringer"]);
  expect(first.said).toContain("Twilio, The SMS number: It gets our webhook.");
  expect(first.said).toContain("✓ done      Webhook for answers");
  expect(first.said).toContain("Nothing is left to set right.");
  expect(first.said).toContain(`\n${SIGNING_SECRET}=${NEW_SECRET}\n`);
  expect(first.said).toMatch(/\nCRON_SECRET=[0-9a-f]{64}\n/);
  expect(first.said).toContain(`vercel env add ${SIGNING_SECRET} production`);

  const written = parseEnv(await readFile(join(folder.path, ".env.local"), "utf8")) as Record<string, string>;
  expect(Object.keys(written).sort()).toEqual(["CRON_SECRET", SIGNING_SECRET]);
  const second = await run(written);
  expect(second).toEqual({ code: 0, said: "Nothing is left to set right.\nNothing was to be done." });
  expect(provider.applied).toEqual(["number", "ringer"]);
});

test("no secret is printed but among the variables to set", async ({ shared }) => {
  await using folder = await createFolder();
  const provider = createProviderToSetUp({ number: "missing", webhook: "theirs" });
  const variables = without(shared.env, SIGNING_SECRET, "CRON_SECRET", "API_KEY", "CONSOLE_PASSWORD");
  const { examinations } = provider;
  const { said } = await runSetupHere(["--yes"], {
    variables,
    folder: folder.path,
    examinations: {
      ...examinations,
      meta: async () => async () => [
        {
          area: "meta",
          what: `Token ${variables.WHATSAPP_ACCESS_TOKEN}`,
          state: "broken",
          says: `It is ${variables.WHATSAPP_ACCESS_TOKEN}, and ${NEW_SECRET}.`,
          cure: `Not ${variables.TWILIO_AUTH_TOKEN}.`,
        },
      ],
    },
  });
  const [before = "", after = ""] = said.split(PART);
  expect(after).toContain(NEW_SECRET);
  for (const [name, value] of Object.entries(variables))
    if (isSecret(name)) expect(said).not.toContain(value);
  // The last look knows what was made meanwhile.
  expect(before.slice(before.indexOf("Left to set right"))).not.toContain(NEW_SECRET);
});

test("--dry-run shows what would be done, and does none of it", async ({ shared }) => {
  await using folder = await createFolder();
  const provider = createProviderToSetUp({ number: "missing", webhook: "theirs" });
  const variables = without(shared.env, "API_KEY");
  const { code, said } = await runSetupHere(["--dry-run", "--write", "--overwrite"], {
    variables,
    folder: folder.path,
    examinations: provider.examinations,
  });
  expect(code).toBe(1);
  expect(said).toContain("The SMS number: It gets our webhook.");
  expect(said).toContain("lost: https://elsewhere.example/hook");
  expect(said).toContain("Would be set: API_KEY.");
  expect(said).not.toContain(PART);
  expect(provider.applied).toEqual([]);
  expect(await readdir(folder.path)).toEqual([]);
});

test("what somebody else set is replaced with --overwrite only, and is told as left without it", async ({
  shared,
}) => {
  await using folder = await createFolder();
  const provider = createProviderToSetUp({ webhook: "theirs", ringer: "made" });
  const options = {
    variables: { ...shared.env, [SIGNING_SECRET]: NEW_SECRET },
    folder: folder.path,
    examinations: provider.examinations,
  };
  const careful = await runSetupHere(["--yes"], options);
  expect([careful.code, provider.applied]).toEqual([1, []]);
  expect(careful.said).toContain("Would replace what somebody else set:");
  expect(careful.said).toMatch(/Left to set right:[\s\S]*cure {6}Paste ours\./);
  const bold = await runSetupHere(["--yes", "--overwrite"], options);
  expect([bold.code, provider.applied]).toEqual([0, ["webhook"]]);
});

test("at a terminal it asks once for what is harmless, and for each thing that would be lost", async ({
  shared,
}) => {
  await using folder = await createFolder();
  const provider = createProviderToSetUp({ webhook: "theirs", number: "missing" });
  const person = personWho({
    "Tickline work with": ["twilio", "zendesk"],
    "these 2": true,
    replace: false,
    Write: false,
  });
  const { code } = await runSetupHere([], {
    variables: without(shared.env, SIGNING_SECRET),
    folder: folder.path,
    person,
    examinations: provider.examinations,
  });
  expect(code).toBe(1);
  expect(provider.applied).toEqual(["number", "ringer"]);
  expect(person.asked).toEqual([
    "What does Tickline work with?",
    "Do these 2 things?",
    "Inbound webhook: replace https://elsewhere.example/hook?",
    "Write them to .env.local?",
  ]);
  expect(await readdir(folder.path)).toEqual([]);
});

test("what is missing is asked for, secrets masked, and the rest is made", async ({ shared }) => {
  await using folder = await createFolder();
  const { env } = shared;
  const answers = without(env, "DATABASE_URL", "UPSTREAM_ORIGIN");
  const person = personWho({ "work with": ["meta", "zendesk"], "Do this": false, Write: true, ...answers });
  const masked: string[] = [];
  const watched = {
    ...person,
    ask: (question: string, options: Parameters<typeof person.ask>[1]) => {
      if (options.isSecret) masked.push(question.split(":")[0] ?? "");
      return person.ask(question, options);
    },
  };
  const { code } = await runSetupHere([], {
    variables: {
      UPSTREAM_ORIGIN: env.UPSTREAM_ORIGIN,
      DATABASE_URL: env.DATABASE_URL,
      ZENDESK_SUBDOMAIN: "acme",
    },
    folder: folder.path,
    person: watched,
    examinations: createProviderToSetUp({ ringer: "made" }).examinations,
  });
  expect(code).toBe(1);
  const asked = person.asked.slice(1, -2).map((question) => question.split(":")[0]);
  expect(asked).toEqual([
    "WHATSAPP_ACCESS_TOKEN",
    "WHATSAPP_PHONE_NUMBER_ID",
    "WHATSAPP_WEBHOOK_SECRET",
    "ZENDESK_OAUTH_CLIENT_ID",
    "ZENDESK_OAUTH_CLIENT_SECRET",
    "PUBLIC_BASE_URL",
  ]);
  expect(masked).toEqual(["WHATSAPP_ACCESS_TOKEN", "WHATSAPP_WEBHOOK_SECRET", "ZENDESK_OAUTH_CLIENT_SECRET"]);
  const written = parseEnv(await readFile(join(folder.path, ".env.local"), "utf8"));
  expect(written).toMatchObject({
    WHATSAPP_ACCESS_TOKEN: env.WHATSAPP_ACCESS_TOKEN,
    PUBLIC_BASE_URL: env.PUBLIC_BASE_URL,
  });
  expect(written.API_KEY).toMatch(/^[0-9a-f]{64}$/);
  expect(written.CONSOLE_PASSWORD?.length).toBeGreaterThanOrEqual(12);
  expect(written.WHATSAPP_VERIFY_TOKEN).toMatch(/^[0-9a-f]{48}$/);
});

test("an answer that cannot be right is refused with the shape that it must have", async ({ shared }) => {
  await using folder = await createFolder();
  const person = personWho({ "work with": ["twilio"], TWILIO_ACCOUNT_SID: "AC123" });
  const variables = without(shared.env, "TWILIO_ACCOUNT_SID");
  await expect(runSetupHere([], { variables, folder: folder.path, person })).rejects.toThrow(
    "It must be AC and 32 hexadecimal digits",
  );
});

test("one thing that fails stops no other, and is told with the provider's reason, without a number", async ({
  shared,
}) => {
  await using folder = await createFolder();
  const provider = createProviderToSetUp({ number: "missing", refuses: true });
  const { code, said } = await runSetupHere(["--yes"], {
    variables: without(shared.env, SIGNING_SECRET),
    folder: folder.path,
    examinations: provider.examinations,
  });
  expect([code, provider.applied]).toEqual([1, ["number", "ringer"]]);
  expect(said).toContain("✗ not done  The SMS number: twilio rejected code 21402: Not for …0123");
  expect(said).toContain("✓ done      Webhook for answers");
  expect(said).not.toContain("4155550123");
});
