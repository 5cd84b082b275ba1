import { InvalidInputError, KnownError, NotAllowedError, RefusedError } from "../errors.ts";
import type { Answer, Incoming } from "../http/answer.ts";
import type { Deps } from "../ports.ts";
import { layout } from "./layout.ts";
import { withNotice } from "./notices.ts";
import type { Led, Page, SentFile, Shown } from "./page.ts";
import { explanation } from "./pages/explanation.ts";
import { PAGES } from "./pages/index.ts";
import { requireOwnForm, requireOwnVisit } from "./require-password.ts";
import { requireVisitor } from "./visitor.ts";

/** A form of the console's: a few fields and buttons. */
export const FORM_BODY = {
  contentTypes: ["application/x-www-form-urlencoded"],
  maxBytes: 16 * 1024,
  mayBeEmpty: true,
};

/** Nothing of another site's, nothing inline, nothing in a frame. */
const SAFE = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not "no-referrer": forms would then come without their Origin.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** What a file from outside may do when it is opened by itself: nothing. */
const HARMLESS = { ...SAFE, "content-security-policy": "default-src 'none'; sandbox" };

/**
 * The page that was asked for, or the page that says why there is none.
 * @throws {KnownError} when the visitor may not see it, or the database is away
 */
export async function showPage(incoming: Incoming, deps: Deps): Promise<Answer> {
  const visitor = await requireVisitor(incoming.headers, deps);
  return answerWith(incoming, async ({ page, params, query }) => {
    if (!page.show) throw noSuchPage();
    if (page.callsProviders?.(query)) requireOwnVisit(incoming.headers);
    return page.show({ deps, visitor, params, query, form: new URLSearchParams() });
  });
}

/**
 * Does what a form asks for, and leads on.
 * @throws {KnownError} when it is not our own form, the visitor may not, or the database is away
 */
export async function actOnPage(incoming: Incoming, deps: Deps): Promise<Answer> {
  const visitor = await requireVisitor(incoming.headers, deps);
  requireOwnForm(incoming.headers);
  return answerWith(incoming, async ({ page, params, query }) => {
    if (!page.act) throw noSuchPage();
    if (page.needsAdmin && visitor.role !== "admin") throw new NotAllowedError("This takes an admin");
    const form = new URLSearchParams(new TextDecoder().decode(incoming.bytes));
    return page.act({ deps, visitor, params, query, form });
  });
}

type Found = { page: Page; params: Record<string, string>; query: URLSearchParams };

async function answerWith(
  { rawQuery }: Incoming,
  visit: (found: Found) => Promise<Shown | SentFile | Led>,
): Promise<Answer> {
  const query = new URLSearchParams(rawQuery);
  try {
    const found = findPage(query);
    const answered = await visit(found);
    const message = `Console: ${found.page.path}`;
    if ("to" in answered) return { ...led(answered), outcome: answered.notice ?? "led", message };
    if ("bytes" in answered) return { ...sent(answered), outcome: "sent", message };
    return { ...shown(200, answered, query), outcome: "shown", message };
  } catch (error) {
    const status = statusOf(error);
    if (!(error instanceof KnownError) || status === null) throw error;
    const message = `Console: ${error.message}`;
    return { ...shown(status, explanation(error), query), outcome: "refused", message };
  }
}

/** A mistake in the address or the form, which a page explains; null for what is no visitor's fault. */
function statusOf(error: unknown): number | null {
  if (error instanceof InvalidInputError) return 400;
  return error instanceof RefusedError ? { missing: 404, conflict: 409, refused: 422 }[error.because] : null;
}

const PATTERNS = PAGES.map((page) => ({ page, pattern: new URLPattern({ pathname: page.path }) }));

/** vercel.json says in `page` what stands behind /console in the address. @throws {RefusedError} when no page is there */
function findPage(query: URLSearchParams): Found {
  const pathname = `/${query.getAll("page").at(-1) ?? ""}`.replace(/(?<=.)\/$/, "");
  for (const { page, pattern } of PATTERNS) {
    const match = pattern.exec({ pathname });
    // Each group of a pathname that matched is there.
    if (match) return { page, params: match.pathname.groups as Record<string, string>, query };
  }
  throw noSuchPage();
}

function noSuchPage(): RefusedError {
  return new RefusedError("There is no such page", { because: "missing" });
}

function shown(status: number, page: Shown, query: URLSearchParams) {
  const body = String(layout(page, query));
  return { status, body, contentType: "text/html; charset=utf-8", headers: SAFE };
}

function led({ to, notice, counts, background }: Led) {
  const location = `/console${notice ? withNotice(to, notice, counts) : to}`;
  return { status: 303, body: null, headers: { ...SAFE, location }, ...(background && { background }) };
}

function sent({ filename, contentType, bytes, isInline }: SentFile) {
  const disposition = `${isInline ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(filename)}`;
  return {
    status: 200,
    body: bytes,
    contentType,
    headers: { ...HARMLESS, "content-disposition": disposition },
  };
}
