import { refusalOf } from "./database-error.ts";

/** What came of a statement over many items: an answer for each part that PostgreSQL took, and the items that it never will take. */
export type Split<Item, Taken> = { taken: Taken[]; refused: Refused<Item>[] };
type Refused<Item> = { item: Item; why: string };

/**
 * Runs a statement over all items; when PostgreSQL refuses it for its content, over each half of them, until those that it refuses
 * stand alone and all others are stored: one in a thousand costs twenty statements. The halves follow each other, since messages
 * are stored in their order. Every other failure is thrown, and what was stored until then is a duplicate the next time.
 */
export async function splitRefused<Item, Taken>(
  items: Item[],
  run: (items: Item[]) => Promise<Taken>,
): Promise<Split<Item, Taken>> {
  try {
    return { taken: [await run(items)], refused: [] };
  } catch (error) {
    const why = refusalOf(error);
    if (why === null) throw error;
    if (items.length < 2) return { taken: [], refused: items.map((item) => ({ item, why })) };
  }
  const middle = items.length >> 1;
  const first = await splitRefused(items.slice(0, middle), run);
  const second = await splitRefused(items.slice(middle), run);
  return { taken: [...first.taken, ...second.taken], refused: [...first.refused, ...second.refused] };
}
