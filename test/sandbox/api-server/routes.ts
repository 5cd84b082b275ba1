import { getTransformedRoutes, type Header, isHandler, type Rewrite } from "@vercel/routing-utils";

/** A function's path (`/api/twilio/status`), and the query that a rewrite's destination adds to the client's own. */
export type Target = { path: string; query: string };

type Route = { pattern: RegExp; destination: string };

/** The headers that vercel.json adds to what stands at a path. */
export function compileHeaders(config: { headers?: Header[] }): (path: string) => Record<string, string> {
  const { routes, error } = getTransformedRoutes({ headers: config.headers ?? [] });
  if (error) throw new Error(`vercel.json: ${error.message}`);
  const added = (routes ?? []).flatMap((route) =>
    isHandler(route) ? [] : [{ pattern: new RegExp(route.src ?? ""), headers: route.headers }],
  );
  return (path) =>
    Object.assign({}, ...added.filter(({ pattern }) => pattern.test(path)).map(({ headers }) => headers));
}

/**
 * Compiles the rewrites of vercel.json as Vercel does. The result lists, best first, the paths that may answer a path.
 * @throws {Error} when vercel.json uses a kind of route that the local server does not know
 */
export function compileRoutes({
  headers: _,
  ...config
}: {
  rewrites?: Rewrite[];
  headers?: Header[];
}): (path: string) => Target[] {
  const { routes, error } = getTransformedRoutes(config);
  if (error) throw new Error(`vercel.json: ${error.message}`);
  const rewrites: Route[] = (routes ?? []).flatMap((route) => {
    if (isHandler(route)) return [];
    if (!route.dest || route.has || route.missing || route.status || route.continue)
      throw new Error(
        `vercel.json: the local server knows plain rewrites only, not ${JSON.stringify(route)}`,
      );
    return [{ pattern: new RegExp(route.src), destination: route.dest }];
  });
  return (path) => {
    // Without a `trailingSlash` setting, Vercel serves both spellings.
    const own = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
    return [{ path: own, query: "" }, ...rewrites.flatMap((route) => rewrite(path, route))];
  };
}

function rewrite(path: string, { pattern, destination }: Route): Target[] {
  const match = pattern.exec(path);
  if (!match) return [];
  const filled = destination.replace(/\$(\d+)/g, (_, index) => match[Number(index)] ?? "");
  const [target = "", query = ""] = filled.split("?", 2);
  return [{ path: target, query }];
}
