/** A row's place in a list that is ordered by a moment and an id: the moment to the microsecond, in UTC, which a Date cuts off. */
export type Place = { at: string; id: string };

const WRITTEN = /^(\S+) (\S{1,64})$/;
const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{6}Z$/;

/** A place as it is carried from page to page; what it says is nobody's business but ours. */
export function writeCursor({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`).toString("base64url");
}

/**
 * The place that a cursor of ours means; null for any other text.
 * @param isId whether a text can be an id of the list
 */
export function readCursor(cursor: string, isId: (text: string) => boolean): Place | null {
  const [, at, id] = WRITTEN.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  return at && id && isMoment(at) && isId(id) ? { at, id } : null;
}

/** The cursor of what comes behind the first `size` rows; null where nothing does. */
export function cursorBehind(rows: readonly Place[], size: number): string | null {
  const last = rows.length > size ? rows[size - 1] : undefined;
  return last ? writeCursor(last) : null;
}

/** Whether a text is a moment as a place has it. A day that no calendar has would be an error of the database's. */
export function isMoment(text: string): boolean {
  const [, second] = MOMENT.exec(text) ?? [];
  const ms = Date.parse(`${second}Z`);
  return second !== undefined && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(second);
}
