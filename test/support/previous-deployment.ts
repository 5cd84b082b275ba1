import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import journal from "../../drizzle/meta/_journal.json" with { type: "json" };
import type { createDeps } from "../../lib/wiring/wire.ts";

const JOURNAL = "drizzle/meta/_journal.json";
/** Not in node_modules, where Node reads no TypeScript; below the project, whose packages serve both. */
const FOLDER = resolve(".vercel/previous");
const DEPLOYED = ["api", "lib", "drizzle", "public", "package.json", "vercel.json"];

/** A deployment by its sources, and how it makes its dependencies. */
export type Deployment = { root: string; createDeps: typeof createDeps };

/** The newest deployment that knows one migration less than the sources here; null where no history tells, as in a shallow clone. */
export async function previousDeployment(): Promise<Deployment | null> {
  const commit = commitBefore(journal.entries.length);
  if (commit === null) return null;
  const root = join(FOLDER, commit);
  if (!existsSync(root)) unpack(commit, root);
  // The same function in an earlier version.
  const wiring: Pick<Deployment, "createDeps"> = await import(
    pathToFileURL(`${root}/lib/wiring/wire.ts`).href
  );
  return { root, createDeps: wiring.createDeps };
}

/** The last commit before a journal had so many migrations. */
function commitBefore(count: number): string | null {
  let before = "HEAD";
  for (const commit of git("log", "--format=%H", "--", JOURNAL)?.trim().split("\n") ?? []) {
    if (entriesAt(commit) < count) break;
    before = `${commit}^`;
  }
  const found = git("rev-parse", "--verify", "--quiet", before)?.trim();
  return found && entriesAt(found) === count - 1 ? found : null;
}

function entriesAt(commit: string): number {
  const text = git("show", `${commit}:${JOURNAL}`);
  return text === null ? 0 : JSON.parse(text).entries.length;
}

function unpack(commit: string, root: string): void {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, "new-"));
  const archive = execFileSync("git", ["archive", "--format=tar", commit, ...DEPLOYED], {
    maxBuffer: 2 ** 28,
  });
  execFileSync("tar", ["-xf", "-", "-C", folder], { input: archive });
  // Whole or not there; whoever was first has the same.
  if (existsSync(root)) rmSync(folder, { recursive: true });
  else renameSync(folder, root);
}

/** What git says; null where it cannot. */
function git(...args: string[]): string | null {
  try {
    return execFileSync("git", args, {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return null;
  }
}
