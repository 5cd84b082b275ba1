import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { forwardCall } from "./api-server/forward-call.ts";
import { type ApiFunction, functionsWith, importFunctions } from "./api-server/functions.ts";
import { trackBackgroundWork } from "./api-server/request-context.ts";
import { compileHeaders, compileRoutes } from "./api-server/routes.ts";
import { readStaticFiles } from "./api-server/static-files.ts";

export type ApiServer = {
  origin: string;
  /** As the platform calls a function of its own accord, those included that nobody else can call. */
  invoke(path: string, request: Request): Promise<Response>;
  /** Requests that come from now on meet functions that depend on this, as after a deployment; those under way end as they began. */
  deploy(deps: unknown): void;
  close(): Promise<void>;
};

export type ApiServerOptions = {
  /** Default: any free port. */
  port?: number;
  /** Given to every function in place of what it would make of the environment. */
  deps?: unknown;
  /** "source" imports `api/`; "built" imports `.vercel/output`. */
  functions?: "source" | "built";
  /** Asked first: what it does not answer (undefined) goes to the functions. */
  handle?: (request: Request) => Promise<Response | undefined>;
  /** The project's folder. */
  root?: string;
};

const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

// How long close() waits for requests and for the work that they left behind.
const FINISH_MS = 10_000;

/**
 * Serves the project's functions on 127.0.0.1 as Vercel would: its rewrites, its headers, 404, 405, `waitUntil`, `public/`.
 * @throws {Error} when a function cannot be imported, or the port is taken
 */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const deployed = await readProject(options);
  let { resolve, functions } = deployed(options.deps);
  const background = trackBackgroundWork();
  const server = createServer((incoming, outgoing) => {
    const call = resolve(incoming.url ?? "/");
    const forwarded = forwardCall(incoming, call.url);
    const listener = getRequestListener(
      async (request) => {
        for (const [name, value] of Object.entries(forwarded)) request.headers.set(name, value);
        return answer(request, options.handle, call);
      },
      // Vercel's functions have the platform's own Request and Response as well.
      { overrideGlobalObjects: false },
    );
    void background.run(call.maxDurationSeconds, () => listener(incoming, outgoing));
  });
  // Longer than clients keep theirs: they would send into a connection that is just being closed.
  server.keepAliveTimeout = 65_000;
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  return {
    origin: `http://127.0.0.1:${port}`,
    invoke(path, request) {
      const called = functions.get(path);
      if (!called) return Promise.resolve(notFound());
      return background.run(called.maxDurationSeconds, () => invoke(called, request));
    },
    deploy(deps) {
      ({ resolve, functions } = deployed(deps));
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      await background.finish(FINISH_MS);
      server.closeAllConnections();
      await closed;
    },
  };
}

type Call = { url: string; maxDurationSeconds: number; invoke(request: Request): Promise<Response> };

type Deployment = { resolve(url: string): Call; functions: Map<string, ApiFunction> };

async function readProject({
  root = PROJECT,
  functions: kind = "source",
}: ApiServerOptions): Promise<(deps: unknown) => Deployment> {
  const key = `${kind} ${root}`;
  const project = projects.get(key) ?? importProject(root, kind);
  projects.set(key, project);
  const { targetsOf, staticFile, imported } = await project;
  return (deps) => {
    const functions = functionsWith(deps, imported);
    const isPublic = (path: string) => functions.get(path)?.isPrivate === false;
    const resolve = (url: string): Call => {
      const [path = "/", ...query] = url.split("?");
      // As on Vercel: a file, then a function of that name, and only then the rewrites.
      const file = staticFile(path);
      const target = file ? undefined : targetsOf(path).find((candidate) => isPublic(candidate.path));
      const called = target && functions.get(target.path);
      if (!called) return { url, maxDurationSeconds: 0, invoke: async () => file ?? notFound() };
      const queries = [query.join("?"), target.query].filter(Boolean).join("&");
      return {
        url: queries ? `${path}?${queries}` : path,
        maxDurationSeconds: called.maxDurationSeconds,
        invoke: (request) => invoke(called, request),
      };
    };
    return { resolve, functions };
  };
}

/** Read once a process, as modules are: servers of one project differ in what its functions depend on. */
const projects = new Map<string, ReturnType<typeof importProject>>();

async function importProject(root: string, functions: "source" | "built") {
  const config = JSON.parse(readFileSync(`${root}/vercel.json`, "utf8"));
  return {
    targetsOf: compileRoutes(config),
    staticFile: readStaticFiles(`${root}/public`, compileHeaders(config)),
    imported: await importFunctions(root, { functions, config }),
  };
}

async function answer(
  request: Request,
  handle: ApiServerOptions["handle"],
  { invoke }: Call,
): Promise<Response> {
  try {
    return (await handle?.(request)) ?? (await invoke(request));
  } catch (error) {
    console.error(`${request.method} ${new URL(request.url).pathname} threw:`, error);
    return new Response("A server error has occurred\n\nFUNCTION_INVOCATION_FAILED\n", { status: 500 });
  }
}

async function invoke({ handlers }: ApiFunction, request: Request): Promise<Response> {
  const handler = handlers[request.method as keyof typeof handlers]; // an unknown method finds nothing
  return handler ? handler(request) : new Response(null, { status: 405 });
}

const notFound = () =>
  new Response("The page could not be found\n\nNOT_FOUND\n", {
    status: 404,
    headers: { "x-vercel-error": "NOT_FOUND" },
  });
