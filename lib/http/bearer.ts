import { createHash, timingSafeEqual } from "node:crypto";
import { NotConfiguredError, SignatureError } from "../errors.ts";

/**
 * Returns when the caller showed this secret as `Authorization: Bearer …`, compared in constant time.
 * @throws {NotConfiguredError} when there is no secret to compare with: nobody gets in
 * @throws {SignatureError} when it is missing or another
 */
export function requireBearer(headers: Headers, secret: string | undefined, setting: string): void {
  if (!secret) throw new NotConfiguredError("This route", [setting]);
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (!timingSafeEqual(digest(headers.get("authorization") ?? ""), digest(`Bearer ${secret}`))) {
    throw new SignatureError("the bearer token is missing or wrong");
  }
}
