import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const FUNCTIONS = fileURLToPath(new URL("../../.vercel/output/functions", import.meta.url));
const EMPTY = "data:text/javascript,";

export type ColdStart = {
  /** The function's path: `/api/twilio/status`. */
  path: string;
  /** From the process's start until the function is imported, beyond what an empty module takes. */
  importMs: number;
  residentMb: number;
};

type Sample = { ms: number; residentMb: number };

/**
 * Measures each built function's cold import in fresh Node processes, one at a time: medians of `rounds`.
 * @throws {Error} when nothing is built
 */
export async function measureColdStarts(rounds = 10): Promise<ColdStart[]> {
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
  return functions.map(({ path, url }) => ({
    path,
    importMs: medianOf(url, "ms") - medianOf(EMPTY, "ms"),
    residentMb: medianOf(url, "residentMb"),
  }));
}

function builtFunctions(): { path: string; url: string }[] {
  return globSync("**/*.func", { cwd: FUNCTIONS })
    .sort()
    .map((folder) => {
      const { handler } = JSON.parse(readFileSync(join(FUNCTIONS, folder, ".vc-config.json"), "utf8"));
      return {
        path: `/${folder.replace(/\.func$/, "")}`,
        url: pathToFileURL(join(FUNCTIONS, folder, handler)).href,
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

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
