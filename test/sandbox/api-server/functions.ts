import { globSync, readFileSync } from "node:fs";
import { matchesGlob } from "node:path";
import { pathToFileURL } from "node:url";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

type Handlers = Partial<Record<(typeof METHODS)[number], (request: Request) => Response | Promise<Response>>>;

export type ApiFunction = {
  handlers: Handlers;
  maxDurationSeconds: number;
  /** It has triggers: the platform calls it, and nobody else can. */
  isPrivate: boolean;
};

type FunctionFile = { path: string; file: string; maxDurationSeconds: number; isPrivate: boolean };

type Settings = { maxDuration?: number; experimentalTriggers?: unknown[] };

export type VercelConfig = { functions?: Record<string, Settings> };

/** There is nothing in `.vercel/output` to serve. */
export class NotBuiltError extends Error {
  override name = "NotBuiltError";
  constructor() {
    super("There is no built function in .vercel/output: run `npm run build`.");
  }
}

const DEFAULT_DURATION_SECONDS = 300;

type ImportedFunction = Omit<FunctionFile, "file"> & { module: unknown };

/** Imports every function of the project, from `api/` or as built in `.vercel/output`. */
export function importFunctions(
  root: string,
  options: { functions: "source" | "built"; config: VercelConfig },
): Promise<ImportedFunction[]> {
  const files = options.functions === "built" ? builtFunctions(root) : sourceFunctions(root, options.config);
  return Promise.all(
    files.map(async ({ file, ...known }) => {
      const module: unknown = await import(pathToFileURL(file).href);
      return { ...known, module };
    }),
  );
}

/**
 * @param deps what the functions depend on instead of the environment: passed to each module's `endpoint.with`
 * @returns the functions by their path: `/api/twilio/status`
 */
export function functionsWith(deps: unknown, imported: ImportedFunction[]): Map<string, ApiFunction> {
  return new Map(
    imported.map(({ path, module, ...known }) => [
      path,
      { ...known, handlers: handlersOf(module, path, deps) },
    ]),
  );
}

function sourceFunctions(root: string, config: VercelConfig): FunctionFile[] {
  // As on Vercel, a file or folder that starts with "_" or "." is no function.
  const sources = globSync("api/**/*.ts", { cwd: root }).filter(
    (source) => !/(^|\/)[_.]|\.d\.ts$/.test(source),
  );
  return sources.map((source) => {
    const [, settings] =
      Object.entries(config.functions ?? {}).find(([glob]) => matchesGlob(source, glob)) ?? [];
    const path = `/${source.replace(/\.ts$/, "").replace(/\/index$/, "")}`;
    return {
      path,
      file: `${root}/${source}`,
      ...knownOf(settings),
    };
  });
}

function builtFunctions(root: string): FunctionFile[] {
  const output = `${root}/.vercel/output/functions`;
  const folders = globSync("**/*.func", { cwd: output });
  if (folders.length === 0) throw new NotBuiltError();
  return folders.map((folder) => {
    const config: Settings & { handler: string } = JSON.parse(
      readFileSync(`${output}/${folder}/.vc-config.json`, "utf8"),
    );
    return {
      path: `/${folder.replace(/\.func$/, "")}`,
      file: `${output}/${folder}/${config.handler}`,
      ...knownOf(config),
    };
  });
}

const knownOf = ({ maxDuration, experimentalTriggers = [] }: Settings = {}) => ({
  maxDurationSeconds: maxDuration ?? DEFAULT_DURATION_SECONDS,
  isPrivate: experimentalTriggers.length > 0,
});

function handlersOf(module: unknown, path: string, deps: unknown): Handlers {
  const { endpoint, ...named } = module as { endpoint?: { with(deps: unknown): Handlers } } & Handlers; // checked below
  const given = deps === undefined ? named : endpoint?.with(deps);
  if (!given) throw new Error(`${path} exports no \`endpoint\`, so it cannot be given other dependencies.`);
  const handlers: Handlers = {};
  for (const method of METHODS) if (typeof given[method] === "function") handlers[method] = given[method];
  if (Object.keys(handlers).length === 0) throw new Error(`${path} exports no handler named after a method.`);
  return handlers;
}
