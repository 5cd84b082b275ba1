import { globSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { type OutputChunk, type Plugin, rolldown } from "rolldown";
import { businessInside, fetchOfNode, textsInside, twilioInPart, zodApart } from "./bundle-plugins.ts";

/** Begins every bundled function, so that a second run in the same folder leaves it alone. */
const MARK = "// bundled by lib/tools/bundle.ts";

/** Native speed-ups that pg and ws try to load, and traces that @vercel/queue would write: all do without. */
const DISPENSABLE = new Set(["pg-native", "bufferutil", "utf-8-validate", "@opentelemetry/api"]);

/**
 * Replaces each function in `root`/api by a bundle of what it imports, next to shared and lazily loaded parts in
 * `root`/bundled. Never call it on one's own working copy: it overwrites the sources.
 *
 * Node resolves drizzle-orm's hundred files one by one, which costs a cold start 300 ms. Splitting keeps what most requests
 * never need (2 MB of `twilio`, node-zendesk, the other database driver) out of what is parsed first; what every function
 * needs at once is one part, since each file costs a cold start a third of a millisecond. Names and lines are kept: a stack
 * trace in Vercel's log stays readable, and minifying saves no measurable time. Comments are left out, and what is not ASCII
 * is escaped: one such letter makes Node hold the whole file in twice the memory, and read it slower by two milliseconds.
 * @returns the functions bundled now, relative to `root`: none when they are bundled already
 */
export async function bundleFunctions(root: string): Promise<string[]> {
  const functions = globSync("api/**/*.ts", { cwd: root }).sort();
  const sources = await Promise.all(functions.map((file) => readFile(join(root, file), "utf8")));
  if (sources.every((source) => source.startsWith(MARK))) return [];
  const neededByAll = new Set<string>();
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(functions.map((file) => [file, join(root, file)])),
    platform: "node",
    transform: { target: "node24" },
    external: (id) => isBuiltin(id) || DISPENSABLE.has(id),
    plugins: [fetchOfNode, twilioInPart, zodApart, businessInside, textsInside, noteNeededByAll(neededByAll)],
    // Whether a part could have been loaded later is no concern of a build.
    checks: { ineffectiveDynamicImport: false },
    logLevel: "warn",
  });
  const generated = bundle.generate({
    format: "esm",
    banner: ({ isEntry }) => (isEntry ? MARK : ""),
    // Functions keep their `.ts` name, by which Vercel knows them; their parts are the JavaScript that they are.
    entryFileNames: "[name]",
    chunkFileNames: "bundled/[name]-[hash].js",
    comments: false,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
    codeSplitting: { groups: [{ name: "core", test: (id) => neededByAll.has(id) }] },
  });
  const { output } = await generated.catch(throwPlainly);
  await bundle.close();
  await Promise.all(output.map((part) => part.type === "chunk" && writePart(root, part)));
  return functions;
}

/** Adds to `needed`, once all modules are known, those that every function imports, or what it imports, without being asked to by `import()`. */
function noteNeededByAll(needed: Set<string>): Plugin {
  return {
    name: "needed-by-all",
    buildEnd() {
      const reached: Set<string>[] = [];
      for (const id of this.getModuleIds()) {
        if (!this.getModuleInfo(id)?.isEntry) continue;
        const seen = new Set<string>();
        const follow = [id];
        for (const one of follow) {
          if (seen.has(one)) continue;
          seen.add(one);
          follow.push(...(this.getModuleInfo(one)?.importedIds ?? []));
        }
        reached.push(seen);
      }
      const [first = new Set<string>(), ...others] = reached;
      for (const id of first) if (others.every((one) => one.has(id))) needed.add(id);
    },
  };
}

/** What is wrong with a business's own wording is its business's to read, without the bundler's stack around it. */
function throwPlainly(error: unknown): never {
  const { errors = [] } = error as { errors?: { plugin?: string; message: string }[] }; // As rolldown throws.
  const told = errors.find(({ plugin }) => plugin === textsInside.name);
  throw told ? new Error(told.message) : error;
}

async function writePart(root: string, { fileName, code }: OutputChunk): Promise<void> {
  const file = join(root, fileName);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
}
