import { RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { customerOn } from "./customer.ts";

/**
 * The whole number of a ticket's customer, for an agent who wants to see it.
 * @throws {RefusedError} when nobody tells it
 */
export async function showNumber(deps: Deps, ticketId: string): Promise<string> {
  const { phone } = await customerOn(deps, ticketId);
  if (phone !== null) return phone;
  throw new RefusedError("WhatsApp does not tell this customer's number", { because: "missing" });
}
