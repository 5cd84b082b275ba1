import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { measureParts } from "./cold-parts.ts";
import { median } from "./load.ts";

const run = promisify(execFile);

const FUNCTIONS = fileURLToPath(new URL("../../.vercel/output/functions", import.meta.url));
const EMPTY = "data:text/javascript,";

type ColdStart = {
  /** The function's path: `/api/twilio/status`. */
  path: string;
  /** Where it was built, and the file in there that is loaded. */
  folder: string;
  handler: string;
  /** From the process's start until the function is imported, beyond what an empty module takes. */
  importMs: number;
  /** The least of all rounds: on a busy machine it says more than the middle one. */
  leastMs: number;
  residentMb: number;
};

type Sample = { ms: number; residentMb: number };

/** What we want of a function's cold import. */
const RESIDENT_GOAL_MB = 60;
const goalMsOf = (path: string) => (/^\/api\/(twilio|meta|zendesk)\//.test(path) ? 45 : 60);

/** As many owners of code as are worth a line. */
const DEAREST = 10;

/** Each function's cold import; a goal that is not met begins with `missed:`. */
export async function coldStarts(): Promise<string[]> {
  return (await measureColdStarts()).map(said);
}

/** The same, and under each function what its dependencies, and our own rooms, cost in it. */
export async function coldStartsInParts(): Promise<string[]> {
  const lines: string[] = [];
  for (const start of await measureColdStarts()) {
    lines.push(said(start));
    const { folder, handler } = start;
    for (const { owner, bytes, compileMs, runMs } of (await measureParts(folder, handler)).slice(0, DEAREST))
      lines.push(
        `  ${owner}: ${(bytes / 1_000).toFixed(0)} kB, ${compileMs.toFixed(1)} ms to compile, ${runMs.toFixed(1)} ms to run`,
      );
  }
  return lines;
}

function said({ path, importMs, leastMs, residentMb }: ColdStart): string {
  const goalMs = goalMsOf(path);
  const isMet = importMs <= goalMs && residentMb <= RESIDENT_GOAL_MB;
  return `${isMet ? "" : "missed: "}${path}: cold import ${importMs.toFixed(0)} ms over an empty module, ${leastMs.toFixed(0)} at least (goal ${goalMs}), ${residentMb.toFixed(0)} MB resident (goal ${RESIDENT_GOAL_MB})`;
}

/**
 * Measures each built function's cold import in fresh Node processes, one at a time: medians of `rounds`.
 * @throws {Error} when nothing is built
 */
async function measureColdStarts(rounds = 10): Promise<ColdStart[]> {
  const functions = builtFunctions();
  if (functions.length === 0)
    throw new Error("There is no built function in .vercel/output: run `npm run build`.");
  const modules = [EMPTY, ...functions.map(({ url }) => url)];
  const samples = new Map<string, Sample[]>(modules.map((url) => [url, []]));
  // Round by round, so that a busy moment of the machine falls on all of them; the first one only warms the disk's cache.
  for (let round = 0; round <= rounds; round++)
    for (const url of modules) {
      const sample = await importCold(url);
      if (round > 0) samples.get(url)?.push(sample);
    }
  const medianOf = (url: string, key: keyof Sample) =>
    median((samples.get(url) ?? []).map((sample) => sample[key]));
  const leastOf = (url: string) => Math.min(...(samples.get(url) ?? []).map(({ ms }) => ms));
  return functions.map(({ url, ...built }) => ({
    ...built,
    importMs: medianOf(url, "ms") - medianOf(EMPTY, "ms"),
    leastMs: leastOf(url) - leastOf(EMPTY),
    residentMb: medianOf(url, "residentMb"),
  }));
}

function builtFunctions(): { path: string; folder: string; handler: string; url: string }[] {
  return globSync("**/*.func", { cwd: FUNCTIONS })
    .sort()
    .map((name) => {
      const folder = join(FUNCTIONS, name);
      const { handler } = JSON.parse(readFileSync(join(folder, ".vc-config.json"), "utf8"));
      return {
        path: `/${name.replace(/\.func$/, "")}`,
        folder,
        handler,
        url: pathToFileURL(join(folder, handler)).href,
      };
    });
}

async function importCold(url: string): Promise<Sample> {
  // performance.now() counts from the start of the process.
  const script = `await import(${JSON.stringify(url)});
    console.log(JSON.stringify({ ms: performance.now(), residentMb: process.memoryUsage.rss() / 2 ** 20 }));
    process.exit();`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { env: {} });
  return JSON.parse(stdout);
}
