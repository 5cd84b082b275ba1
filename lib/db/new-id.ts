import { v7 } from "uuid";

/** A new row's id: sortable by when it was made (UUIDv7). */
export function newId(): string {
  return v7();
}
