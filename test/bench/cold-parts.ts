import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type BundledPart, importedBy, partsLoadedAtOnce } from "./bundled-parts.ts";

const run = promisify(execFile);

const SANDBOX = fileURLToPath(new URL("../../.sandbox/", import.meta.url));
const CHILD = fileURLToPath(new URL("time-parts.ts", import.meta.url));
const ROUNDS = 9;

/** What `time-parts.ts` is told: code by owner to compile, and a function that tells how long it ran for whom. */
export type PartsToTime = {
  builtins: string[];
  codes: { owner: string; code: string }[];
  instrumented: string;
};

/** And what it tells: milliseconds. */
export type TimedParts = {
  builtinMs: number;
  compileMs: Record<string, number>;
  runMs: Record<string, number>;
  /** Reading, compiling and linking, all together. */
  loadMs: number;
};

export type PartCost = { owner: string; bytes: number; compileMs: number; runMs: number };

/** What each dependency, and each room of ours, costs a cold import of the function, dearest first. */
export async function measureParts(folder: string, handler: string): Promise<PartCost[]> {
  mkdirSync(SANDBOX, { recursive: true });
  const copy = mkdtempSync(join(SANDBOX, "cold-"));
  try {
    const told = await prepare(folder, handler, copy);
    const rounds: TimedParts[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const timed = await run(process.execPath, ["--experimental-vm-modules", "--no-warnings", CHILD, told], {
        env: {},
      });
      // The first one only warms the disk's cache.
      if (round > 0) rounds.push(JSON.parse(timed.stdout));
    }
    return costsOf(partsLoadedAtOnce(join(folder, handler)), rounds);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** A copy of the function whose parts say where they are while they run. */
async function prepare(folder: string, handler: string, copy: string): Promise<string> {
  await cp(folder, copy, { recursive: true });
  const parts = partsLoadedAtOnce(join(copy, handler));
  for (const { file, modules } of parts)
    writeFileSync(file, modules.map(({ owner, code }) => instrumented(owner, code)).join(""));
  const codes = parts.flatMap(({ modules }) => modules);
  const told: PartsToTime = {
    builtins: [...new Set(codes.flatMap(({ code }) => importedBy(code)))].filter((one) =>
      one.startsWith("node:"),
    ),
    // Whole modules are compiled in the bundle's: what they export there is said at its end, and missing here.
    codes: codes.map(({ owner, code }) => ({ owner, code: code.replace(/^export \{[^}]*\};?$/gm, "") })),
    instrumented: pathToFileURL(join(copy, handler)).href,
  };
  const file = join(copy, "told.json");
  writeFileSync(file, JSON.stringify(told));
  return file;
}

/** A CommonJS module runs when it is first required, in the middle of somebody else's. */
function instrumented(owner: string, code: string): string {
  const name = JSON.stringify(owner);
  return `;globalThis.begin?.(${name});\n${code.replaceAll("__commonJSMin((", `globalThis.within(${name}, __commonJSMin)((`)}`;
}

function costsOf(parts: BundledPart[], rounds: TimedParts[]): PartCost[] {
  const bytes = new Map<string, number>();
  for (const { owner, code } of parts.flatMap(({ modules }) => modules))
    bytes.set(owner, (bytes.get(owner) ?? 0) + Buffer.byteLength(code));
  // The least of all rounds: whatever else the machine does only adds to parts as short as these.
  const least = (of: (round: TimedParts) => number | undefined) =>
    Math.min(...rounds.map((round) => of(round) ?? 0));
  const costs = [...bytes].map(([owner, size]) => ({
    owner,
    bytes: size,
    compileMs: least(({ compileMs }) => compileMs[owner]),
    runMs: least(({ runMs }) => runMs[owner]),
  }));
  const compiled = ({ compileMs }: TimedParts) => Object.values(compileMs).reduce((sum, ms) => sum + ms, 0);
  return [
    ...costs,
    { owner: "Node's own modules", bytes: 0, compileMs: 0, runMs: least((one) => one.builtinMs) },
    {
      owner: "files read and linked",
      bytes: 0,
      compileMs: 0,
      runMs: least((one) => one.loadMs - compiled(one)),
    },
  ].sort((a, b) => b.compileMs + b.runMs - a.compileMs - a.runMs);
}
