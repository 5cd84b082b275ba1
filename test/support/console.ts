import type { World } from "./world.ts";

type Headers = Record<string, string>;

/** What a browser sends once its user has typed the password. */
export function signedIn(password: string): Headers {
  return { authorization: `Basic ${Buffer.from(`anyone:${password}`).toString("base64")}` };
}

/** Looks at a page of the console. `path` is below /console. */
export function visit(world: World, path: string, headers: Headers = {}): Promise<Response> {
  return fetch(`${world.origin}/console${path}`, {
    redirect: "manual",
    headers: { ...signedIn(world.env.CONSOLE_PASSWORD ?? ""), ...headers },
  });
}

/** Sends a form as a page of the console does. */
export function submit(
  world: World,
  path: string,
  fields: Record<string, string> = {},
  headers: Headers = {},
): Promise<Response> {
  return fetch(`${world.origin}/console${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { ...signedIn(world.env.CONSOLE_PASSWORD ?? ""), origin: world.origin, ...headers },
    body: new URLSearchParams(fields),
  });
}
