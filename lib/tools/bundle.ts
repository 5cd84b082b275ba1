import { globSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { build, type OutputFile } from "esbuild";
import { businessInside, fetchOfNode, namesOfCommonJs, zodApart } from "./bundle-plugins.ts";

/** Begins every bundled function, so that a second run in the same folder leaves it alone. */
const MARK = "// bundled by lib/tools/bundle.ts";

/**
 * CommonJS packages inside a bundle `require` Node's own modules.
 * The name is one that no package uses for its own import.
 */
const REQUIRE = `import { createRequire as createTicklineRequire } from "node:module";
const require = createTicklineRequire(import.meta.url);`;

/**
 * Replaces each function in `root`/api by a bundle of what it imports, next to shared and lazily loaded parts in
 * `root`/bundled. Never call it on one's own working copy: it overwrites the sources.
 *
 * Node resolves drizzle-orm's hundred files one by one, which costs a cold start 300 ms. Splitting keeps what most requests
 * never need (5 MB of `twilio`, node-zendesk, the other database driver) out of what is parsed first. Names and lines are
 * kept: a stack trace in Vercel's log stays readable, and minifying saves no measurable time.
 * @returns the functions bundled now, relative to `root`: none when they are bundled already
 */
export async function bundleFunctions(root: string): Promise<string[]> {
  const functions = globSync("api/**/*.ts", { cwd: root }).sort();
  const sources = await Promise.all(functions.map((file) => readFile(join(root, file), "utf8")));
  if (sources.every((source) => source.startsWith(MARK))) return [];
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: functions,
    outdir: root,
    outbase: root,
    bundle: true,
    splitting: true,
    chunkNames: "bundled/[name]-[hash]",
    format: "esm",
    platform: "node",
    target: "node24",
    banner: { js: `${MARK}\n${REQUIRE}` },
    // Native speed-ups that pg and ws try to load, and traces that @vercel/queue would write: all do without.
    external: ["pg-native", "bufferutil", "utf-8-validate", "@opentelemetry/api"],
    plugins: [namesOfCommonJs, fetchOfNode, zodApart, businessInside],
    logLevel: "warning",
    write: false,
  });
  await Promise.all(outputFiles.map((file) => writeBundle(root, file)));
  return functions;
}

/** Functions keep their `.ts` name, by which Vercel knows them; their parts are the JavaScript that they are. */
async function writeBundle(root: string, { path, contents }: OutputFile): Promise<void> {
  const isFunction = relative(root, path).startsWith("api");
  const file = isFunction ? path.replace(/\.js$/, ".ts") : path;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, contents);
}
