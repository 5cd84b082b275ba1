import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { expect } from "vitest";
import { runRecover } from "../../lib/cli/recover/run-recover.ts";
import { beginRecovery } from "../../lib/db/recoveries/recoveries.ts";
import { COMPILED } from "../support/compiled.ts";
import { everything, minutesAgo } from "../support/recovery.ts";
import { test, type World } from "../support/world.ts";

const ANA = "whatsapp:+14155550100";
const HOUR = 60;
const since = (hours: number) => minutesAgo(hours * HOUR).toISOString();

/** The command as somebody types it, its lines and its exit code. */
async function recover(world: World, ...args: string[]) {
  const lines: string[] = [];
  const surroundings = {
    variables: world.env,
    say: (line: string) => void lines.push(line),
    meanwhile: () => {},
    hasColours: false,
    isTerminal: false,
  };
  const code = await runRecover(args, surroundings, { db: world.database.lend?.(), patienceMs: 0 });
  return { code, said: lines.join("\n") };
}

test("npm run recover says what was recovered, by provider, and twice recovers it once", async ({
  world,
}) => {
  world.twilio.miss({ From: ANA, Body: "My card was charged twice" }, [], { at: minutesAgo(5 * HOUR) });
  const before = await everything(world);
  const dry = await recover(world, "--since", since(20), "--dry-run");
  expect(dry).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^Twilio: 1 message would be recovered since /),
  });
  expect(await everything(world)).toEqual(before);

  const first = await recover(world, "--since", since(20), "--provider", "twilio");
  expect(first).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^Twilio: 1 message recovered since \S+, until \S+$/),
  });
  expect(world.zendesk.tickets).toHaveLength(1);
  expect((await world.logs("inbound"))[0]).toMatchObject({ recovered_at: expect.any(Date) });

  const second = await recover(world, "--since", since(20), "--provider", "twilio");
  expect(second.said).toMatch(/^Twilio: nothing recovered since /);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("without --provider, all that are set up are looked at", async ({ world }) => {
  const { code, said } = await recover(world);
  expect(code).toBe(0);
  expect(said.split("\n").map((line) => line.split(":")[0])).toEqual(["Twilio", "Meta", "Zendesk"]);
});

test("while a look is under way, a second is not begun", async ({ world }) => {
  await beginRecovery(world.deps.db, { upstream: "twilio", since: null });
  const { code, said } = await recover(world, "--provider", "twilio");
  expect(code).toBe(1);
  expect(said).toBe("Twilio: one is under way there: it goes on by itself");
});

test.for([
  [["--since", "2999-01-01"], "--since is in the future: what was missed lies behind us"],
  [["--since", since(401 * 24)], "--since is over 400 days ago: Twilio's log does not go back further"],
  [
    ["--since", "yesterday"],
    "--since must be a date, or a moment with its offset, such as 2026-11-28 or 2026-11-28T09:00:00Z",
  ],
  [
    ["--since", "2026-02-31T25:00:00Z"],
    "--since must be a date, or a moment with its offset, such as 2026-11-28 or 2026-11-28T09:00:00Z",
  ],
  [["--provider", "whatsapp"], "--provider takes one of twilio, meta, zendesk"],
  [["--everything"], "Unknown option '--everything'"],
] as const)("%j is refused with the reason", async ([args, reason], { world }) => {
  await expect(recover(world, ...args)).rejects.toThrow(reason);
  expect(await world.database.rows("select 1 from recoveries")).toEqual([]);
});

test("what is forgotten here for its age is not looked for, or it would come in again", async ({ world }) => {
  world.env.RETENTION_LOGS_DAYS = "30";
  await expect(recover(world, "--since", since(31 * 24))).rejects.toThrow(
    "--since is over 30 days ago: messages of then are forgotten here (RETENTION_LOGS_DAYS)",
  );
});

test("what is not set up cannot be looked at, and wrong usage is exit code 2", () => {
  const run = (...args: string[]) => {
    const env = { ...COMPILED, PATH: process.env.PATH, DATABASE_URL: "postgres://localhost:1/none" };
    return spawnSync(process.execPath, [resolve("lib/cli/recover.ts"), ...args], {
      cwd: tmpdir(),
      env,
      encoding: "utf8",
    });
  };
  expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--dry-run") });
  const unset = run("--provider", "twilio");
  expect(unset).toMatchObject({ status: 2, stderr: expect.stringContaining("twilio is not set up here") });
});
