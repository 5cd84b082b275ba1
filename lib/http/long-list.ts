import { InvalidInputError } from "../errors.ts";

/** Elements of a part. */
const AT_A_TIME = 1_000;

/** A list that is looked at part by part, since all of it at once would fill the memory: as long as it is a text, it is small. */
export type LongList = {
  readonly count: number;
  readonly parts: number;
  /** @throws {InvalidInputError} where the text is no JSON */
  part(n: number): unknown[];
};

/** A list that is in memory already. */
export function listOf(elements: unknown[]): LongList {
  return {
    count: elements.length,
    parts: Math.ceil(elements.length / AT_A_TIME),
    part: (n) => elements.slice(n * AT_A_TIME, (n + 1) * AT_A_TIME),
  };
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [SQUARE, SQUARE_END, CURLY, CURLY_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The list that an object in JSON has by this name, and the object's text with an empty one in its place. Undefined where it has none, or
 * where only a parser could tell: its name stands there twice, or is escaped.
 */
export function cutList(json: string, name: string): { list: LongList; rest: string } | undefined {
  const bounds = boundsOf(json, name);
  const [start, end] = [bounds?.at(0), bounds?.at(-1)];
  if (!bounds || start === undefined || end === undefined) return undefined;
  const count = json.slice(start + 1, end).trim() === "" ? 0 : bounds.length - 1;
  const parts = Math.ceil(count / AT_A_TIME);
  const part = (n: number) => {
    const last = Math.min((n + 1) * AT_A_TIME, count);
    const elements = parsed(`[${json.slice((bounds[n * AT_A_TIME] ?? 0) + 1, bounds[last])}]`);
    if (elements.length === last - n * AT_A_TIME) return elements;
    throw notJson();
  };
  return { list: { count, parts, part }, rest: `${json.slice(0, start)}[]${json.slice(end + 1)}` };
}

/** Where the list begins, the commas between its elements, and where it ends. */
function boundsOf(json: string, name: string): number[] | undefined {
  if (!json.trimStart().startsWith("{")) return undefined;
  const bounds: number[] = [];
  let depth = 0;
  let [stringAt, key, named] = [0, "", 0];
  let isInList = false;
  for (let n = 0; n < json.length; n += 1) {
    const unit = json.charCodeAt(n);
    if (unit === QUOTE) {
      stringAt = n;
      n = endOfString(json, n);
      if (depth === 1) key = json.slice(stringAt + 1, n);
    } else if (unit === COLON && depth === 1) {
      if (key.includes("\\")) return undefined;
      if (key === name) named += 1;
    } else if (unit === SQUARE || unit === CURLY) {
      isInList ||= unit === SQUARE && depth === 1 && key === name && bounds.push(n) === 1;
      depth += 1;
    } else if (unit === SQUARE_END || unit === CURLY_END) {
      depth -= 1;
      if (isInList && depth === 1) {
        bounds.push(n);
        isInList = false;
      }
    } else if (unit === COMMA && isInList && depth === 2) bounds.push(n);
  }
  return named === 1 && bounds.length > 1 && !isInList ? bounds : undefined;
}

function endOfString(json: string, quoteAt: number): number {
  for (let n = quoteAt + 1; n < json.length; n += 1) {
    const unit = json.charCodeAt(n);
    if (unit === BACKSLASH) n += 1;
    else if (unit === QUOTE) return n;
  }
  return json.length;
}

function parsed(json: string): unknown[] {
  try {
    return JSON.parse(json);
  } catch {
    throw notJson();
  }
}

const notJson = () => new InvalidInputError([{ path: "", message: "is not a JSON object" }]);
