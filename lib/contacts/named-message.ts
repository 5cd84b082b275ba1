import { isUuid } from "../domain/uuid.ts";
import { InvalidInputError, RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";
import { describeMessage } from "./describe-message.ts";

/**
 * The one message that a query names, by `id` or by its provider's `sid`.
 * @throws {InvalidInputError} @throws {RefusedError} when there is none
 */
export async function showMessage({ db }: Pick<Deps, "db">, query: URLSearchParams) {
  const id = query.get("id");
  const sid = query.get("sid");
  if (id === null && sid === null) {
    throw new InvalidInputError([{ path: "", message: "name a batch, or a message by its id or sid" }]);
  }
  if (id !== null && !isUuid(id)) {
    throw new InvalidInputError([{ path: "id", message: "must be the id that POST /api/messages answered" }]);
  }
  const message = await describeMessage(db, id === null ? { sid: sid ?? "" } : { id });
  if (message) return message;
  throw new RefusedError("There is no such message", { because: "missing" });
}
