import { v7 } from "uuid";

/** The first id that a row made at that moment may have. */
export function firstIdAt(at: Date): string {
  return v7({ msecs: Math.max(0, at.getTime()), seq: 0, random: new Uint8Array(16) });
}

/** A new row's id: sortable by when it was made (UUIDv7). */
export function newId(): string {
  return v7();
}
