/** Deeper lists are not indented further: a phone's screen is narrow. */
const MAX_DEPTH = 6;

/** The lists that are open at a place in a text, and what a line there begins with. */
export function createListBullets() {
  const lists: { nextNumber: number | null }[] = [];
  let bullet = "";

  return {
    isInList: () => lists.length > 0,

    /** @param nextNumber null for bullets */
    openList(nextNumber: number | null) {
      lists.push({ nextNumber });
    },

    closeList() {
      lists.pop();
      bullet = "";
    },

    openItem() {
      const list = lists.at(-1);
      bullet = list?.nextNumber == null ? "- " : `${list.nextNumber++}. `;
    },

    /** An item without a text gets no line. */
    closeItem() {
      bullet = "";
    },

    /** The indent of the line that begins now, with the bullet if it is its item's first. */
    prefix(): string {
      const depth = Math.min(lists.length, MAX_DEPTH) - (bullet ? 1 : 0);
      const prefix = "  ".repeat(Math.max(depth, 0)) + bullet;
      bullet = "";
      return prefix;
    },
  };
}
