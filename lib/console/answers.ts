import type { Answer } from "../http/answer.ts";
import { layout } from "./layout.ts";
import { withNotice } from "./notices.ts";
import type { Led, SentFile, Shown, Visitor } from "./page.ts";

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

type Answered = Omit<Answer, "outcome" | "message">;

/** A page in the console's frame, with the menu for whoever may go there. */
export function shown(
  status: number,
  page: Shown,
  { query, visitor }: { query: URLSearchParams; visitor: Visitor | null },
): Answered {
  const body = String(layout(page, { query, visitor }));
  return { status, body, contentType: "text/html; charset=utf-8", headers: SAFE };
}

/** The page of the console where a form leads. */
export function led({ to, notice, counts, background }: Led): Answered {
  const location = `/console${notice ? withNotice(to, notice, counts) : to}`;
  return { ...ledTo(location), ...(background && { background }) };
}

/** Another address. */
export function ledTo(location: string, headers: Record<string, string> = {}) {
  return { status: 303, body: null, headers: { ...SAFE, ...headers, location } };
}

/** A file, which does nothing when it is opened by itself. */
export function sent({ filename, contentType, bytes, isInline }: SentFile): Answered {
  const disposition = `${isInline ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(filename)}`;
  return {
    status: 200,
    body: bytes,
    contentType,
    headers: { ...HARMLESS, "content-disposition": disposition },
  };
}
