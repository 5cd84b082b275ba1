import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { functionsWith, importFunctions } from "../sandbox/api-server/functions.ts";
import type { Floor } from "./floors.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** The built functions by their paths, and nothing of what Vercel puts around them: as lean as the servers of those they are held against. */
export async function startLeanServer({
  deps,
  handle,
}: {
  deps: unknown;
  handle: (request: Request) => Promise<Response | undefined>;
}): Promise<{ origin: string }> {
  const config = JSON.parse(readFileSync(`${PROJECT}/vercel.json`, "utf8"));
  const functions = functionsWith(deps, await importFunctions(PROJECT, { functions: "built", config }));
  const answer: Floor = async (request) => {
    const { url } = request;
    const [path = ""] = url.slice(url.indexOf("/", 8)).split("?", 1);
    const called = functions.get(path);
    return (
      (await called?.handlers.POST?.(request)) ??
      (await handle(request)) ??
      new Response(null, { status: 404 })
    );
  };
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  return { origin: `http://127.0.0.1:${port}` };
}
