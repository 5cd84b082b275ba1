import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { getTransformedRoutes } from "@vercel/routing-utils";
import { buildFunction } from "./build-function.ts";
import { bundleFunctions } from "./bundle.ts";
import { checkProject, type VercelConfig } from "./check-project.ts";
import { shareTraces } from "./share-traces.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const OUTPUT = join(PROJECT, ".vercel/output");

/** What Vercel would find in a fresh clone, as far as the build reads it. */
const DEPLOYED = ["api", "lib", "drizzle", "public", "package.json", "vercel.json"];

try {
  await buildProject();
} catch (error) {
  console.error(`The build failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/**
 * Makes the `.vercel/output` that a deployment would serve, with Vercel's own builder, without an account or a network.
 * The sources stay untouched, and an earlier output stays until the new one is whole.
 * @see https://vercel.com/docs/build-output-api
 */
async function buildProject(): Promise<void> {
  const config: VercelConfig = JSON.parse(await readFile(join(PROJECT, "vercel.json"), "utf8"));
  checkProject(PROJECT, config);
  await mkdir(dirname(OUTPUT), { recursive: true });
  const folder = await mkdtemp(join(dirname(OUTPUT), "build-"));
  try {
    const staged = join(folder, "project");
    const output = join(folder, "output");
    await stage(staged);
    const sizes = await buildFunctions(staged, config, output);
    await cp(join(staged, config.outputDirectory), join(output, "static"), { recursive: true });
    await writeFile(join(output, "config.json"), `${JSON.stringify(outputConfig(config), null, 2)}\n`);
    await rm(OUTPUT, { recursive: true, force: true });
    await rename(output, OUTPUT);
    console.log(sizes.join("\n"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copies the project to where it can be overwritten. */
async function stage(folder: string): Promise<void> {
  for (const name of DEPLOYED) await cp(join(PROJECT, name), join(folder, name), { recursive: true });
  // Types are found in a node_modules beside tsconfig.json, and here is none.
  const tsconfig = JSON.parse(await readFile(join(PROJECT, "tsconfig.json"), "utf8"));
  tsconfig.compilerOptions.typeRoots = [join(PROJECT, "node_modules/@types")];
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
}

async function buildFunctions(project: string, config: VercelConfig, output: string): Promise<string[]> {
  const sizes: string[] = [];
  shareTraces();
  for (const file of await bundleFunctions(project)) {
    const bytes = await buildFunction(project, file, config, output);
    sizes.push(`${file.padEnd(32)} ${(bytes / 1e6).toFixed(1)} MB`);
  }
  return sizes;
}

function outputConfig(config: VercelConfig) {
  const { routes, error } = getTransformedRoutes(config);
  if (error) throw new Error(`vercel.json: ${error.message}`);
  // Without configuration, what no function answers below /api is looked for nowhere else.
  return {
    version: 3,
    routes: [...(routes ?? []), { src: "^/api(/.*)?$", status: 404 }],
    crons: config.crons,
  };
}
