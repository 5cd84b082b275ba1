import type { ZendeskUser } from "../sandbox/zendesk/resources.ts";
import type { World } from "./world.ts";

/** What turns the sidebar on, beside what every world has. */
export const SIDEBAR_ENV = {
  ZENDESK_APP_ID: "1029384",
  SESSION_SECRET: "a-session-secret-for-tests-of-32-characters",
};

/** Zendesk loads the sidebar's page in an agent's browser. */
export function load(world: Pick<World, "origin">, token: string | undefined, query = ""): Promise<Response> {
  return fetch(`${world.origin}/zendesk/app${query}`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(token === undefined ? {} : { token }),
  });
}

/** The bearer that stands in a page. */
export async function bearerIn(page: Response): Promise<string> {
  const [, bearer] = /data-bearer="([^"]+)"/.exec(await page.text()) ?? [];
  if (!bearer) throw new Error(`the page has no bearer: ${page.status}`);
  return bearer;
}

/** The page of an agent, which calls us with its bearer. */
export async function openSidebar(world: World, agent: Pick<ZendeskUser, "id">) {
  const bearer = await bearerIn(await load(world, world.zendesk.app.signToken(agent)));
  return sidebarWith(world, bearer);
}

/** What a page does that holds this bearer. */
export function sidebarWith(world: Pick<World, "origin">, bearer: string) {
  const authorization = `Bearer ${bearer}`;
  return {
    bearer,
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(`${world.origin}/zendesk/app${path}`, { headers: { authorization, ...headers } }),
    post: (path: string, json: unknown = {}, headers: Record<string, string> = {}) =>
      fetch(`${world.origin}/zendesk/app${path}`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", ...headers },
        body: JSON.stringify(json),
      }),
  };
}
