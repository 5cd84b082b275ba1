import { chmod, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import fc from "fast-check";
import { expect } from "vitest";
import { withVariables, writeEnvFile } from "../../lib/cli/setup/env-file.ts";
import { examineSettings } from "../../lib/doctor/tickline/settings.ts";
import { createProviderToSetUp } from "../support/provider-to-set-up.ts";
import { createFolder, runCommand, runSetupHere, without } from "../support/setup-command.ts";
import { testWhole as test } from "../support/shared-world.ts";

const OURS = `# Ours
export FIRST='one # two'

API_KEY=changeme # not yet
# API_KEY=in a comment
LAST="a
API_KEY=b"`;

/** The world's variables without those that setup makes. */
const toComplete = (env: Record<string, string>) => without(env, "API_KEY", "CRON_SECRET");

test("--write changes its own lines of .env.local alone, and leaves it to its owner", async ({ shared }) => {
  await using folder = await createFolder();
  const file = join(folder.path, ".env.local");
  await writeFile(file, OURS);
  await chmod(file, 0o644);
  const { said } = await runSetupHere(["--yes", "--write", "--only", "twilio"], {
    variables: toComplete(shared.env),
    folder: folder.path,
    examinations: createProviderToSetUp().examinations,
  });
  const { API_KEY, CRON_SECRET } = parseEnv(said.slice(said.indexOf("CRON_SECRET=")));
  expect(API_KEY).toMatch(/^[0-9a-f]{64}$/);
  expect(await readFile(file, "utf8")).toBe(
    `${OURS.replace("API_KEY=changeme", `API_KEY=${API_KEY}`)}\nCRON_SECRET=${CRON_SECRET}\n`,
  );
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder.path)).toEqual([".env.local"]);
});

test("a secret that is malformed is somebody's: it is replaced with --overwrite only", async ({ shared }) => {
  await using folder = await createFolder();
  const file = join(folder.path, ".env.local");
  const mistaken = { API_KEY: "short", CONSOLE_PASSWORD: "hunter2" };
  const text = "API_KEY=short\nCONSOLE_PASSWORD=hunter2\n";
  await writeFile(file, text);
  const run = (...args: string[]) =>
    runSetupHere(["--yes", "--write", "--only", "twilio", ...args], {
      variables: { ...shared.env, ...mistaken },
      folder: folder.path,
      examinations: {
        ...createProviderToSetUp().examinations,
        tickline:
          async () =>
          async ({ env }) =>
            examineSettings(env),
      },
    });
  const careful = await run();
  expect(careful.code).toBe(1);
  expect(careful.said).toContain("lost: the value that API_KEY has now");
  expect(careful.said).toContain("expected  at least 12 characters");
  expect(careful.said).not.toMatch(/short|hunter2|Variables to set/);
  expect(await readFile(file, "utf8")).toBe(text);
  const bold = await run("--overwrite");
  expect(bold.said).toMatch(/\nAPI_KEY=[0-9a-f]{64}\n/);
  expect(await readFile(file, "utf8")).toMatch(/^API_KEY=[0-9a-f]{64}\nCONSOLE_PASSWORD=[\w-]{20}\n$/);
});

test("a .env.local that is a link stays one", async ({ shared }) => {
  await using folder = await createFolder();
  await writeFile(join(folder.path, "elsewhere"), "# Ours\n");
  await symlink("elsewhere", join(folder.path, ".env.local"));
  await runSetupHere(["--yes", "--write", "--only", "twilio"], {
    variables: toComplete(shared.env),
    folder: folder.path,
    examinations: createProviderToSetUp().examinations,
  });
  expect(await readFile(join(folder.path, "elsewhere"), "utf8")).toMatch(
    /^# Ours\nCRON_SECRET=\w+\nAPI_KEY=\w+\n$/,
  );
  expect((await readdir(folder.path)).sort()).toEqual([".env.local", "elsewhere"]);
});

test("a read-only .env.local is left as it is, and so is a link that leads nowhere", async ({ shared }) => {
  await using folder = await createFolder();
  const file = join(folder.path, ".env.local");
  const run = () =>
    runSetupHere(["--yes", "--write", "--only", "twilio"], {
      variables: toComplete(shared.env),
      folder: folder.path,
      examinations: createProviderToSetUp().examinations,
    });
  await writeFile(file, "# Ours\n", { mode: 0o400 });
  const onReadOnly = await run();
  expect(onReadOnly.code).toBe(1);
  expect(onReadOnly.said).toContain(".env.local was not changed: It is read-only: run chmod u+w .env.local");
  expect(await readFile(file, "utf8")).toBe("# Ours\n");
  await rm(file);
  await symlink("nowhere", file);
  const onLink = await run();
  expect(onLink.code).toBe(1);
  expect(onLink.said).toContain(".env.local was not changed: It is a link to a file that is not there");
  expect(await readdir(folder.path)).toEqual([".env.local"]);
  expect(await readlink(file)).toBe("nowhere");
});

test("lines that are no UTF-8 stay as they are, byte by byte, beside values that are", async () => {
  await using folder = await createFolder();
  const file = join(folder.path, ".env.local");
  await writeFile(file, Buffer.from("A=caf\xe9 # \xe9t\xe0\nB=1 # \xc3\xa0\n", "latin1"));
  await writeEnvFile(file, { B: "2", C: "à la carte" });
  const text = await readFile(file, "latin1");
  expect(text).toBe("A=caf\xe9 # \xe9t\xe0\nB=2 # \xc3\xa0\nC='\xc3\xa0 la carte'\n");
});

test("as a command, --dry-run reads .env.local, leaves it as it is, and changes nothing upstream", async ({
  shared,
}) => {
  await using folder = await createFolder();
  const file = join(folder.path, ".env.local");
  const lines = Object.entries(toComplete(shared.env)).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(file, lines.join(""));
  const { code, out, errors } = await runCommand("setup", ["--yes", "--write", "--dry-run"], {
    folder: folder.path,
  });
  expect([0, 1]).toContain(code);
  expect(errors).toBe("");
  expect(out).toContain("Would be set: CRON_SECRET, API_KEY.");
  expect(await readFile(file, "utf8")).toBe(lines.join(""));
  expect(shared.calls.filter(({ method, path }) => method !== "GET" && path !== "/oauth/tokens")).toEqual([]);
});

test("a folder that cannot be written to costs no variable: all are told", async ({ shared }) => {
  const { code, said } = await runSetupHere(["--yes", "--write", "--only", "twilio"], {
    variables: toComplete(shared.env),
    folder: "/proc/nowhere",
    examinations: createProviderToSetUp().examinations,
  });
  expect(code).toBe(1);
  expect(said).toMatch(/\nAPI_KEY=[0-9a-f]{64}\n[\s\S]*\.env\.local was not changed: ENOENT/);
});

test("whatever a value is, .env.local gives it back, or is left alone", () => {
  const value = fc.string({ unit: fc.constantFrom(..."ab '\"`#\\n$=\n{}é"), maxLength: 12 });
  let written = 0;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("A", "B", "C"), value), value, (values, old) => {
      const text = `A='${old.replaceAll("'", "")}' # kept\n`;
      try {
        expect(parseEnv(withVariables(text, values))).toMatchObject(values);
        written += 1;
      } catch (error) {
        expect(error).toMatchObject({ name: "EnvFileError" });
      }
    }),
    { numRuns: 500 },
  );
  expect(written).toBeGreaterThan(400);
});
