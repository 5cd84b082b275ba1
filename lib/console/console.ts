import { ownOrigin } from "../domain/urls/own-origin.ts";
import { InvalidInputError, KnownError, NotAllowedError, RefusedError } from "../errors.ts";
import type { Answer, Incoming } from "../http/answer.ts";
import type { Deps } from "../ports.ts";
import { led, sent, shown } from "./answers.ts";
import type { Led, Page, SentFile, Shown, Visitor } from "./page.ts";
import { explanation } from "./pages/explanation.ts";
import { PAGES } from "./pages/index.ts";
import { requireOwnForm, requireOwnVisit, requirePrivate } from "./require-password.ts";
import { isDoor } from "./session/door-paths.ts";
import { placeBelow } from "./session/place-below.ts";
import { type Nobody, visitorOf } from "./visitor.ts";

/** A form of the console's: a few fields and buttons. */
export const FORM_BODY = {
  contentTypes: ["application/x-www-form-urlencoded"],
  maxBytes: 16 * 1024,
  mayBeEmpty: true,
};

/**
 * The page that was asked for, the page that says why there is none, or the one that asks to sign in.
 * @throws {KnownError} when the visitor may not see it, or the database is away
 */
export async function showPage(incoming: Incoming, deps: Deps): Promise<Answer> {
  const asked = askedIn(incoming);
  const { headers, query } = asked;
  const answered = await atTheDoor("GET", asked, deps);
  if (answered) return answered;
  const visitor = await visitorOf(asked, deps);
  if ("nobody" in visitor) return askedToSignIn(visitor, deps, addressOf(asked));
  return answerWith(asked, { visitor, env: deps.env }, async ({ page, params }) => {
    if (!page.show) throw noSuchPage();
    if (page.callsProviders?.(query)) requireOwnVisit(headers);
    return page.show({ deps, visitor, params, query, form: new URLSearchParams() });
  });
}

/**
 * Does what a form asks for, and leads on.
 * @throws {KnownError} when it is not our own form, the visitor may not, or the database is away
 */
export async function actOnPage(incoming: Incoming, deps: Deps): Promise<Answer> {
  const asked = askedIn(incoming);
  const { headers, query, form } = asked;
  const answered = await atTheDoor("POST", asked, deps);
  if (answered) return answered;
  const visitor = await visitorOf(asked, deps);
  if ("nobody" in visitor) return askedToSignIn(visitor, deps, "/console");
  requireOwnForm(headers);
  return answerWith(asked, { visitor, env: deps.env, from: cameFrom(headers) }, async ({ page, params }) => {
    if (!page.act) throw noSuchPage();
    const visit = { deps, visitor, params, query, form };
    const refused = visitor.role === "admin" ? null : page.needsAdmin?.(visit);
    if (refused) throw new NotAllowedError(`${refused} takes an admin`);
    if (page.writesToCustomers?.(visit)) {
      const { requireWriter } = await import("./session/require-writer.ts");
      await requireWriter(deps, visitor);
    }
    return page.act(visit);
  });
}

type Asked = { path: string; headers: Headers; query: URLSearchParams; form: URLSearchParams };

/** vercel.json says in `page` what stands behind /console in the address. */
function askedIn({ rawQuery, headers, bytes }: Incoming): Asked {
  const query = new URLSearchParams(rawQuery);
  const path = `/${query.getAll("page").at(-1) ?? ""}`.replace(/(?<=.)\/$/, "");
  return { path, headers, query, form: new URLSearchParams(new TextDecoder().decode(bytes)) };
}

/** The page as its visitor's browser names it. */
function addressOf({ path, query }: Asked): string {
  const rest = new URLSearchParams(query);
  for (const name of ["page", "with"]) rest.delete(name);
  return placeBelow(`/console${path === "/" ? "" : path}${rest.size > 0 ? `?${rest}` : ""}`);
}

/** The page of the console whose form this is, as a browser tells it; the first one, where it tells none of ours. */
function cameFrom(headers: Headers): string {
  const from = URL.parse(headers.get("referer") ?? "");
  return from && from.origin === ownOrigin(headers)
    ? placeBelow(`${from.pathname}${from.search}`)
    : "/console";
}

/** What is answered to somebody who comes in or leaves; undefined to whoever is to be in already. */
async function atTheDoor(method: "GET" | "POST", asked: Asked, deps: Deps): Promise<Answer | undefined> {
  const { path, headers } = asked;
  if (!isDoor(path)) return undefined;
  const { DOORS } = await import("./session/doors.ts");
  const door = DOORS[path][method];
  if (!door) return undefined;
  requirePrivate(headers);
  if (method === "POST") requireOwnForm(headers);
  return door({ ...asked, deps });
}

async function askedToSignIn({ nobody }: Nobody, { env }: Deps, to: string): Promise<Answer> {
  const { askToSignIn } = await import("./session/sign-in-page.ts");
  return askToSignIn(nobody, env, to);
}

type Found = { page: Page; path: string; params: Record<string, string> };

async function answerWith(
  { path, query }: Asked,
  { visitor, env, from = "/console" }: { visitor: Visitor; env: Deps["env"]; from?: string },
  visit: (found: Found) => Promise<Shown | SentFile | Led>,
): Promise<Answer> {
  try {
    const found = await findPage(path);
    const answered = await visit(found);
    const message = `Console: ${found.path}`;
    if ("to" in answered) return { ...led(answered), outcome: answered.notice ?? "led", message };
    if ("bytes" in answered) return { ...sent(answered), outcome: "sent", message };
    return { ...shown(200, answered, { query, visitor }), outcome: "shown", message };
  } catch (error) {
    const status = statusOf(error);
    if (!(error instanceof KnownError) || status === null) throw error;
    const message = `Console: ${error.message}`;
    return {
      ...shown(status, explanation(error, { env, from }), { query, visitor }),
      outcome: "refused",
      message,
    };
  }
}

/** A mistake in the address or the form, which a page explains; null for what is no visitor's fault. */
function statusOf(error: unknown): number | null {
  if (error instanceof InvalidInputError) return 400;
  if (error instanceof NotAllowedError) return 403;
  return error instanceof RefusedError ? { missing: 404, conflict: 409, refused: 422 }[error.because] : null;
}

const PATTERNS = Object.entries(PAGES).map(([path, load]) => ({
  path,
  load,
  pattern: new URLPattern({ pathname: path }),
}));

/** @throws {RefusedError} when no page is there */
async function findPage(pathname: string): Promise<Found> {
  for (const { path, load, pattern } of PATTERNS) {
    const match = pattern.exec({ pathname });
    // Each group of a pathname that matched is there.
    if (match) return { page: await load(), path, params: match.pathname.groups as Record<string, string> };
  }
  throw noSuchPage();
}

function noSuchPage(): RefusedError {
  return new RefusedError("There is no such page", { because: "missing" });
}
