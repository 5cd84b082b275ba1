import { SESSION_SECONDS } from "../../db/access/sessions.ts";

/** What a browser keeps for us: who signed in, and, for a moment, that it was this browser that began to. */
const NAMES = { session: "tickline", browser: "tickline-sign-in" } as const;

const LASTS_SECONDS = { session: SESSION_SECONDS, browser: 600 } as const;

type Cookie = keyof typeof NAMES;

/** What the cookie holds; null without one, and for what we never wrote. */
export function cookieIn(headers: Headers, cookie: Cookie): string | null {
  const name = nameOf(headers, cookie);
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [key = "", value = ""] = pair.trim().split("=");
    if (key === name) return /^[\w-]{43}$/.test(value) ? value : null;
  }
  return null;
}

/** The header by which a browser keeps it: for us alone, out of scripts' reach, sent neither by other sites' forms nor in their frames. */
export function setCookie(headers: Headers, cookie: Cookie, value: string): Record<"set-cookie", string> {
  return { "set-cookie": written(headers, cookie, value, LASTS_SECONDS[cookie]) };
}

/** The header by which a browser forgets it. */
export function dropCookie(headers: Headers, cookie: Cookie): Record<"set-cookie", string> {
  return { "set-cookie": written(headers, cookie, "", 0) };
}

function written(headers: Headers, cookie: Cookie, value: string, seconds: number): string {
  const secure = isSecure(headers) ? "; Secure" : "";
  return `${nameOf(headers, cookie)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** With the prefix a browser takes it from us alone, not from a host beside ours. It demands HTTPS, which one's own machine may lack. */
const nameOf = (headers: Headers, cookie: Cookie) => `${isSecure(headers) ? "__Host-" : ""}${NAMES[cookie]}`;

const isSecure = (headers: Headers) => headers.get("x-forwarded-proto") === "https";
