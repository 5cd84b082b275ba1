import type { ZendeskUser } from "../sandbox/zendesk/resources.ts";
import { createWorld, testIn, type World } from "./world.ts";

/** Sessions are keyed by it. */
export const SESSION_SECRET = "a-session-secret-for-tests-of-32-characters";

/** A test in a world where agents sign in to the console, and the password is one more way. */
export const test = testIn(() => createWorld({ env: { SESSION_SECRET } }));

type Headers = Record<string, string>;

/** Somebody's browser at the console, with what it was told to keep. */
export type AgentBrowser = {
  cookies: Map<string, string>;
  /** What the last answer told it to keep, as written. */
  kept: string[];
  /** `path` is below the origin, or a whole address of it. */
  get(path: string, headers?: Headers): Promise<Response>;
  post(path: string, fields?: Record<string, string>, headers?: Headers): Promise<Response>;
};

export function openBrowser(world: Pick<World, "origin">): AgentBrowser {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit & { headers: Headers }): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(cookie && { cookie }), ...init.headers };
    const url = new URL(path, world.origin);
    if (url.origin !== world.origin) throw new Error("that is another site");
    const answer = await fetch(url, { ...init, redirect: "manual", headers });
    browser.kept = answer.headers.getSetCookie();
    for (const one of browser.kept) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return answer;
  };
  const browser: AgentBrowser = {
    cookies,
    kept: [],
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { origin: world.origin, ...headers },
        body: new URLSearchParams(fields),
      }),
  };
  return browser;
}

/** Where Zendesk sends the browser back to when this user allows what the address asks for, or with `deny` refuses it. */
export async function consent(address: string, as: Pick<ZendeskUser, "id"> | "deny"): Promise<string> {
  const url = new URL(address);
  if (as === "deny") url.searchParams.set("deny", "1");
  else url.searchParams.set("as", String(as.id));
  const answer = await fetch(url, { redirect: "manual" });
  return answer.headers.get("location") ?? `none, but HTTP ${answer.status}`;
}

/** Begins a sign-in, and returns where the browser is sent. */
export async function begin(browser: AgentBrowser, to?: string): Promise<string> {
  const from = to === undefined ? "" : `?${new URLSearchParams({ to })}`;
  const answer = await browser.get(`/console/sign-in${from}`);
  return answer.headers.get("location") ?? `none, but HTTP ${answer.status}`;
}

/** The whole way in, as this user; the answer is that of the callback. */
export async function signIn(
  browser: AgentBrowser,
  user: Pick<ZendeskUser, "id">,
  to?: string,
): Promise<Response> {
  return browser.get(await consent(await begin(browser, to), user));
}

/** A browser in which this user is signed in. @throws {Error} when that did not work */
export async function signedInAs(world: World, user: Pick<ZendeskUser, "id">): Promise<AgentBrowser> {
  const browser = openBrowser(world);
  const answer = await signIn(browser, user);
  if (answer.status !== 303) throw new Error(`not signed in: ${answer.status} ${await answer.text()}`);
  return browser;
}

/** Who is who in the simulated Zendesk. @throws {Error} when somebody is missing */
export function peopleOf({ zendesk }: World) {
  const [admin] = zendesk.users;
  const [dana, robin] = zendesk.agents;
  if (!admin || !dana || !robin) throw new Error("the simulated Zendesk lacks its people");
  return { admin, dana, robin };
}

/** Lets time pass for sessions and codes. */
export async function lapse(world: World, seconds: number): Promise<void> {
  await world.database.rows(
    `update console_sessions set checked_at = checked_at - make_interval(secs => $1), expires_at = expires_at - make_interval(secs => $1)`,
    [seconds],
  );
  await world.database.rows("update one_time_codes set expires_at = expires_at - make_interval(secs => $1)", [
    seconds,
  ]);
}
