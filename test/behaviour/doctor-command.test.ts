import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "vitest";
import { runDoctor } from "../../lib/cli/doctor/run-doctor.ts";
import { isSecret } from "../../lib/cli/shared/hide-secrets.ts";
import { UsageError } from "../../lib/cli/shared/usage-error.ts";
import { EXAMINED, examinationsOf } from "../support/findings.ts";
import { createFolder, keepWhatIsSaid, runCommand } from "../support/setup-command.ts";
import { test } from "../support/shared-world.ts";

async function doctor(args: string[], variables: Record<string, string>, findings = EXAMINED) {
  const { surroundings, said } = keepWhatIsSaid(variables, { hasColours: args.includes("colours") });
  const rest = args.filter((arg) => arg !== "colours");
  return { code: await runDoctor(rest, surroundings, examinationsOf(findings)), said: said() };
}

test("it says area by area how everything is, what to do, and how many there are of each", async ({
  shared,
}) => {
  const { code, said } = await doctor([], shared.env);
  expect(code).toBe(1);
  expect(said).toBe(`Twilio
  ✓ ok       The account: It can be reached.
  ! warning  Status callback of the sender: It is not set.
             cure      Nothing is lost: each message names its own.
  ✗ broken   Inbound webhook of the sender: It points elsewhere.
             expected  https://tickline.example/api/twilio/whatsapp
             actual    https://elsewhere.example/<script>alert(1)</script>
             cure      Paste the URL at the sender.
                       \`npm run setup\` does it

Meta
  – off      Meta: It is not configured.

Zendesk
  ? unknown  The trigger: Zendesk did not answer.

1 broken, 1 warning, 1 unknown, 1 ok, 1 off.`);
});

test("warnings and what could not be looked at are no reason to fail", async ({ shared }) => {
  const { code, said } = await doctor(
    [],
    shared.env,
    EXAMINED.filter(({ state }) => state !== "broken"),
  );
  expect(code).toBe(0);
  expect(said).toMatch(/1 warning, 1 unknown, 1 ok, 1 off\.$/);
});

test("--only looks at these areas alone", async ({ shared }) => {
  const { code, said } = await doctor(["--only", "meta,zendesk"], shared.env);
  expect(code).toBe(0);
  expect(said).not.toContain("Twilio");
  expect(said).toContain("Zendesk did not answer");
});

test("--json is JSON alone, with what could be set right and without functions", async ({ shared }) => {
  const { code, said } = await doctor(["--json"], shared.env);
  const { healthy, findings } = JSON.parse(said);
  expect([code, healthy, findings.length]).toEqual([1, false, 5]);
  expect(findings[2]).toEqual({
    area: "twilio",
    what: "Inbound webhook of the sender",
    state: "broken",
    says: "It points elsewhere.",
    expected: "https://tickline.example/api/twilio/whatsapp",
    actual: "https://elsewhere.example/<script>alert(1)</script>",
    cure: "Paste the URL at the sender.",
    fix: { says: "The sender's webhook becomes ours.", overwrites: "https://elsewhere.example" },
  });
});

test("on a terminal states have colours, which change no word", async ({ shared }) => {
  const plain = await doctor([], shared.env);
  const coloured = await doctor(["colours"], shared.env);
  expect(coloured.said).not.toBe(plain.said);
  expect(stripVTControlCharacters(coloured.said)).toBe(plain.said);
});

test.for([[], ["--json"]])("whatever a finding says, no secret is printed (%j)", async (args, { shared }) => {
  const env = {
    ...shared.env,
    API_KEY_PREVIOUS: 'a key with "quotes" and \\ of 32 characters',
    VERCEL_AUTOMATION_BYPASS_SECRET: "a-bypass/with?signs",
    DATABASE_URL: "postgres://tickline:p%40ssw0rd@127.0.0.1:1/none",
  };
  const secrets = Object.entries(env).filter(([name]) => isSecret(name));
  expect(secrets.length).toBeGreaterThan(9);
  const spilled = [
    ...secrets.map(([, value]) => value),
    "p%40ssw0rd",
    "p@ssw0rd",
    encodeURIComponent("a-bypass/with?signs"),
  ];
  const { said } = await doctor(
    args,
    env,
    spilled.map((secret) => ({
      area: "twilio",
      what: `what ${secret}`,
      state: "broken",
      says: `says ${secret}.`,
      expected: `https://x.example/?x=${secret}&y`,
      actual: secret,
      cure: `cure ${secret}`,
      fix: { says: `fix ${secret}`, overwrites: secret, apply: async () => ({}) },
    })),
  );
  for (const secret of spilled) {
    expect(said).not.toContain(secret);
    expect(said).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
  expect(said).toContain("what <TWILIO_AUTH_TOKEN>");
});

test("as a command it reads .env.local, prints nothing but JSON, and makes no call that changes anything", async ({
  shared,
}) => {
  await using folder = await createFolder();
  const { DATABASE_URL = "", ...rest } = shared.env;
  await writeFile(join(folder.path, ".env.local"), `DATABASE_URL='${DATABASE_URL}'\n`);
  const { code, out, errors } = await runCommand("doctor", ["--json"], {
    folder: folder.path,
    variables: rest,
  });
  expect([typeof JSON.parse(out).healthy, errors]).toEqual(["boolean", ""]);
  expect(code).toBe(JSON.parse(out).healthy ? 0 : 1);
  expect(shared.calls.filter(({ method, path }) => method !== "GET" && path !== "/oauth/tokens")).toEqual([]);
});

test("a setting that can only be a mistake is itself what is broken", async () => {
  await using folder = await createFolder();
  const variables = { UPSTREAM_ORIGIN: "https://elsewhere.example" };
  const { code, out } = await runCommand("doctor", [], { folder: folder.path, variables });
  expect(code).toBe(1);
  expect(out).toContain("UPSTREAM_ORIGIN is not a loopback address");
});

test.for([[["--only", "shopify"]], [["--loud"]], [["twilio"]]])(
  "%j is wrong usage, and looks at nothing",
  async ([args]) => {
    const { surroundings, said } = keepWhatIsSaid({});
    await expect(runDoctor(args ?? [], surroundings)).rejects.toThrow(UsageError);
    expect(said()).toBe("");
  },
);

test("as a command, wrong usage is 2, explained where errors go", async () => {
  await using folder = await createFolder();
  const { code, out, errors } = await runCommand("doctor", ["--loud"], { folder: folder.path });
  expect([code, out]).toEqual([2, ""]);
  expect(errors).toContain("`npm run doctor -- --help` explains every flag.");
});

test("migrations find their database in .env.local", async ({ shared }) => {
  await using folder = await createFolder();
  await writeFile(join(folder.path, ".env.local"), `DATABASE_URL=${shared.env.DATABASE_URL}\n`);
  const { code, out } = await runCommand("migrate", [], { folder: folder.path });
  expect([code, out]).toEqual([0, "The database was up to date already.\n"]);
});
