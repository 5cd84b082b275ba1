import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { getTransformedRoutes, type Rewrite } from "@vercel/routing-utils";

/** What Vercel's Hobby plan deploys at most. */
const MOST_FUNCTIONS = 12;

/** The part of vercel.json that this project uses. @see https://vercel.com/docs/project-configuration */
export type VercelConfig = {
  outputDirectory: string;
  functions?: Record<string, { maxDuration?: number; memory?: number; experimentalTriggers?: object[] }>;
  crons?: { path: string; schedule: string }[];
  rewrites?: Rewrite[];
};

/**
 * Returns when the project can be deployed as vercel.json says.
 * @throws {Error} naming what is missing, where Vercel would fail late, publish the sources, or say nothing at all
 */
export function checkProject(root: string, config: VercelConfig): void {
  if (!process.versions.node.startsWith("24."))
    throw new Error(`this is Node ${process.versions.node}: build with Node 24, as \`npm run build\` does`);
  for (const name of ["package.json", "tsconfig.json", "lib", "drizzle/meta/_journal.json"])
    if (!existsSync(join(root, name))) throw new Error(`${name} is missing`);
  const functions = globSync("api/**/*.ts", { cwd: root });
  if (functions.length === 0) throw new Error("there is no function in api/");
  if (functions.length > MOST_FUNCTIONS)
    throw new Error(`api/ has ${functions.length} functions: Vercel's Hobby plan deploys ${MOST_FUNCTIONS}`);
  for (const glob of Object.keys(config.functions ?? {}))
    if (globSync(glob, { cwd: root }).length === 0)
      throw new Error(`vercel.json: the functions pattern ${glob} matches no file`);
  for (const path of [...destinations(config), ...unwrittenCrons(config)])
    if (!functions.includes(`${path.slice(1)}.ts`))
      throw new Error(`vercel.json: no function answers ${path}`);
  checkStatic(root, config.outputDirectory);
}

function destinations({ rewrites = [] }: VercelConfig): string[] {
  return rewrites.map(({ destination }) => String(destination).split("?")[0] ?? "");
}

/** The paths of crons that no rewrite leads elsewhere. */
function unwrittenCrons({ crons = [], rewrites = [] }: VercelConfig): string[] {
  const patterns = (getTransformedRoutes({ rewrites }).routes ?? []).flatMap(({ src }) =>
    src === undefined ? [] : [new RegExp(src)],
  );
  return crons.map(({ path }) => path).filter((path) => !patterns.some((pattern) => pattern.test(path)));
}

/** Without a folder of its own and a file in it, Vercel serves the whole project as static files, sources included. */
function checkStatic(root: string, folder: string | undefined): void {
  if (!folder) throw new Error('vercel.json: outputDirectory is missing: set it to "public"');
  const files = globSync("**/*", { cwd: join(root, folder) }).filter((file) =>
    statSync(join(root, folder, file)).isFile(),
  );
  if (files.length === 0) throw new Error(`${folder}/ has no file: put an index.html there`);
  const source = files.find((file) => /\.(ts|mts|cts|sql|md|map|env.*)$|package(-lock)?\.json$/.test(file));
  if (source) throw new Error(`${folder}/${source} would be published: move it elsewhere`);
}
