import type { Deps } from "../ports.ts";
import type { Visitor } from "./page.ts";
import { requirePassword } from "./require-password.ts";

/**
 * Who visits the console.
 * @throws {KnownError} when it is nobody who may
 */
export async function requireVisitor(headers: Headers, deps: Deps): Promise<Visitor> {
  await requirePassword(headers, deps);
  return { actor: { by: "password", id: null, name: null }, role: "admin" };
}
