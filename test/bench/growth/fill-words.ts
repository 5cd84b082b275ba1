/** Messages an hour, whatever the size: what grows is how long it has been so. Ten million are 28 months. */
export const AN_HOUR = 500;
/** Messages of two hours: a hundred people's, ten each. */
export const BLOCK = 1_000;

/** The same id wherever the same SQL expression stands, in the order of its numbers. */
export const asUuid = (expression: string) =>
  `('00000000-0000-7000-8000-' || lpad((${expression})::text, 12, '0'))::uuid`;

/** A provider's ids are of no order. */
export const asSid = (prefix: string, expression: string) => `'${prefix}' || md5((${expression})::text)`;

/** When message n came. */
export const cameAt = (n: string, rows = "$rows") =>
  `(now() - interval '1 hour' * ((${rows} - 1 - ${n})::float8 / ${AN_HOUR}))`;

/** The number of contact n, in SQL and outside: its last digits are none that a number begins with. */
export const asPhone = (n: string) => `'+1415' || (1000100 + ${n})`;
export const phoneOf = (n: number) => `+1415${1_000_100 + n}`;
