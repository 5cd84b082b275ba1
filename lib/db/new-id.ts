import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** The first id that a row made at that moment may have. */
export function firstIdAt(at: Date): string {
  return v7({ msecs: Math.max(0, at.getTime()), seq: 0, random: new Uint8Array(16) });
}

const BYTES = 16;
/** Asked for together: a call for each id takes five times as long as all the rest of it, and a batch wants thousands. */
const randoms = new Uint8Array(128 * BYTES);
let used = randoms.length;

const last = { msecs: 0, seq: 0 };

/** A new row's id: sortable by when it was made, also within a millisecond (UUIDv7). */
export function newId(): string {
  const random = nextRandom();
  const msecs = Date.now();
  if (msecs > last.msecs) {
    last.msecs = msecs;
    last.seq = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1;
  } else {
    last.seq += 1;
  }
  return v7({ ...last, random });
}

function nextRandom(): Uint8Array {
  if (used === randoms.length) {
    randomFillSync(randoms);
    used = 0;
  }
  used += BYTES;
  return randoms.subarray(used - BYTES, used);
}
