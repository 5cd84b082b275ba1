import { globSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type BuilderFunctions,
  type BuildV3,
  download,
  getLambdaOptionsFromFunction,
  glob,
  NodejsLambda,
} from "@vercel/build-utils";
import * as vercelNode from "@vercel/node";
import type { VercelConfig } from "./check-project.ts";

// The package's types cover what functions import, not what the platform calls.
const { build } = vercelNode as unknown as { build: BuildV3 };

/**
 * Builds one bundled function with Vercel's own builder and writes it to a `.func` folder.
 * @returns its size in bytes
 */
export async function buildFunction(
  project: string,
  file: string,
  config: VercelConfig,
  output: string,
): Promise<number> {
  // What may stand in vercel.json Vercel checks by its schema, and tells the deployment.
  const functions = (config.functions ?? {}) as BuilderFunctions;
  const { output: built } = await build({
    files: await glob("**", project),
    entrypoint: file,
    workPath: project,
    repoRootPath: project,
    config: { zeroConfig: true, functions, nodeVersion: "24.x" },
    // Nothing is installed: a bundle needs no packages.
    meta: { skipDownload: true, isDev: true },
  });
  if (!(built instanceof NodejsLambda) || !built.files)
    throw new Error(`${file} is not a function for Node.js`);
  const folder = join(output, "functions", file.replace(/\.ts$/, ".func"));
  const { files, zipBuffer: _, ...settings } = built;
  const configured = await getLambdaOptionsFromFunction({
    sourceFile: file,
    config: { functions },
  });
  await download(files, folder);
  // The builder says "nodejs" when it installs nothing; deployed, it is what package.json asks for.
  const functionConfig = { ...settings, ...withoutGaps(configured), runtime: "nodejs24.x" };
  await writeFile(join(folder, ".vc-config.json"), `${JSON.stringify(functionConfig, null, 2)}\n`);
  return sizeOf(folder);
}

const withoutGaps = (settings: object) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));

function sizeOf(folder: string): number {
  const sizes = globSync("**/*", { cwd: folder }).map((name) => statSync(join(folder, name)));
  return sizes.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
