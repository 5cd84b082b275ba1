import { findReceipt, type Standing } from "../db/erasure/receipts.ts";
import { UPSTREAMS, type Upstream } from "../domain/providers.ts";
import { isUuid } from "../domain/uuid.ts";
import { RefusedError } from "../errors.ts";
import type { Deps } from "../ports.ts";

/** How far an upstream is with forgetting a person. */
export type ReceiptPlace = {
  place: Upstream;
  done: number;
  pending: number;
  refused: number;
  things: (Pick<Standing, "what" | "why" | "count"> & {
    state: (typeof STATES)[Standing["state"]];
    ids: string[];
  })[];
};

export type Receipt = {
  receipt: string;
  /** "finished": nothing is open any more. What was refused stays where it is. */
  state: "under way" | "finished";
  begunAt: Date;
  finishedAt: Date | null;
  places: ReceiptPlace[];
};

const STATES = { open: "pending", done: "done", refused: "refused" } as const;

/**
 * How far a person is forgotten elsewhere, place by place.
 * @throws {RefusedError} when there is no such receipt
 */
export async function showReceipt({ db }: Pick<Deps, "db">, receipt: string): Promise<Receipt> {
  const found = isUuid(receipt) ? await findReceipt(db, receipt) : undefined;
  if (!found) throw new RefusedError("There is no such receipt", { because: "missing" });
  const { createdAt, finishedAt, standing } = found;
  return {
    receipt: receipt.toLowerCase(),
    state: finishedAt ? "finished" : "under way",
    begunAt: createdAt,
    finishedAt,
    places: UPSTREAMS.map((place) => placeOf(place, standing)),
  };
}

function placeOf(place: Upstream, all: Standing[]): ReceiptPlace {
  const here = all.filter(({ upstream }) => upstream === place);
  const count = (wanted: Standing["state"]) =>
    here.filter(({ state }) => state === wanted).reduce((sum, one) => sum + one.count, 0);
  const things = here.map(({ what, state, why, count, refs }) => {
    const because = what === "late" && state === "open" ? (why ?? LATE) : why;
    return { what, state: STATES[state], why: because, count, ids: refs.filter(Boolean) };
  });
  return { place, done: count("done"), pending: count("open"), refused: count("refused"), things };
}

const LATE = "what was under way at that moment is looked for once more, five minutes after it";
