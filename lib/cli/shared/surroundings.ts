import type { Variables } from "../../config/settings.ts";
import { KnownError } from "../../errors.ts";
import { loadEnvFiles } from "./env-files.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { UsageError } from "./usage-error.ts";

/** What a command knows of where it runs. */
export type Surroundings = {
  variables: Variables;
  /** A line of what was asked for. */
  say(line: string): void;
  /** What goes on meanwhile, on a terminal: each replaces the one before, and null wipes it. */
  meanwhile(line: string | null): void;
  hasColours: boolean;
  /** There is somebody to ask. */
  isTerminal: boolean;
};

/** Runs a command in the process's own surroundings; its exit code is the process's. A usage mistake is explained, and is 2. */
export async function runInProcess(
  name: string,
  run: (args: string[], surroundings: Surroundings) => Promise<number>,
): Promise<void> {
  loadEnvFiles();
  const surroundings: Surroundings = {
    variables: process.env,
    say: (line) => console.log(line),
    meanwhile: (line) => void (process.stderr.isTTY && process.stderr.write(`\r\x1b[2K${line ?? ""}`)),
    hasColours: process.stdout.isTTY === true && !process.env.NO_COLOR,
    isTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
  };
  try {
    process.exitCode = await run(process.argv.slice(2), surroundings);
  } catch (error) {
    surroundings.meanwhile(null);
    if (error instanceof KnownError) {
      console.error(hideSecrets(process.env)(`${error.message}.`));
      process.exitCode = 1;
      return;
    }
    if (!(error instanceof UsageError)) {
      const trace = error instanceof Error ? error.stack : undefined;
      console.error(hideSecrets(process.env)(trace ?? String(error)));
      process.exitCode = 1;
      return;
    }
    console.error(`${error.message}\n\`npm run ${name} -- --help\` explains every flag.`);
    process.exitCode = 2;
  }
}
