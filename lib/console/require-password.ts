import { createHmac } from "node:crypto";
import { countPassword } from "../db/console/wrong-passwords.ts";
import { ownHost, ownOrigin } from "../domain/urls/own-origin.ts";
import { ForeignFormError, LockedOutError, NotConfiguredError, PasswordError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { isSameSecret } from "../same-secret.ts";

/**
 * Returns when the visitor showed CONSOLE_PASSWORD by HTTP Basic, under any name. Ten wrong ones from an address lock it out for a
 * quarter of an hour, and then the right one does not help either.
 * @throws {NotConfiguredError} @throws {ForeignFormError} over plain HTTP @throws {PasswordError} @throws {LockedOutError}
 */
export async function requirePassword(
  headers: Headers,
  { env, db }: Pick<Deps, "env" | "db">,
): Promise<void> {
  const { consolePassword, invalid } = env;
  if (!consolePassword) throw new NotConfiguredError("The console", ["CONSOLE_PASSWORD"], { invalid });
  requirePrivate(headers);
  const given = passwordIn(headers);
  if (given === null) throw new PasswordError("no password was shown");
  const source = createHmac("sha256", consolePassword).update(addressOf(headers)).digest("base64url");
  const isRight = isSameSecret(given, consolePassword);
  // Nothing is told before it is counted: hundreds at once would else all be told.
  const lockedFor = await countPassword(db, source, { isRight });
  if (lockedFor > 0) throw new LockedOutError(lockedFor);
  if (!isRight) throw new PasswordError("the password is wrong");
}

/**
 * Returns when a form was sent by a page of our own.
 * @throws {ForeignFormError} when another site's page sent it, or nothing says who did
 */
export function requireOwnForm(headers: Headers): void {
  const origin = headers.get("origin");
  const isOwn = origin !== null && origin === ownOrigin(headers);
  const site = headers.get("sec-fetch-site");
  if (!isOwn || (site !== null && site !== "same-origin")) {
    throw new ForeignFormError("This form was not sent by the console's own pages");
  }
}

/**
 * Returns unless another site's page made the browser ask: a link from elsewhere may open a page, but have nothing done. Who sends no
 * such header is no browser of today, and acts for nobody unawares.
 * @throws {ForeignFormError}
 */
export function requireOwnVisit(headers: Headers): void {
  const site = headers.get("sec-fetch-site") ?? "none";
  if (site === "none" || site === "same-origin") return;
  throw new ForeignFormError("Another site led here, and this calls the providers: open it from the console");
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Returns by HTTPS, or on one's own machine, where nobody listens.
 * @throws {ForeignFormError}
 */
export function requirePrivate(headers: Headers): void {
  if (headers.get("x-forwarded-proto") === "https" || isOnOwnMachine(headers)) return;
  throw new ForeignFormError("The console is open over HTTPS only, since its password would be readable");
}

export const isOnOwnMachine = (headers: Headers) => LOOPBACK.test(ownHost(headers));

function passwordIn(headers: Headers): string | null {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, "base64").toString();
  return pair.slice(pair.indexOf(":") + 1);
}

/** Vercel overwrites these two whatever the client sends. @see https://vercel.com/docs/headers/request-headers */
function addressOf(headers: Headers): string {
  return headers.get("x-real-ip") ?? headers.get("x-forwarded-for") ?? "";
}
