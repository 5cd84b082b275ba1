/** A statement as a driver takes it. `planned: "each time"` is for one whose best plan depends on its values. */
export type Statement = { text: string; values: unknown[]; planned?: "once" | "each time" } & Limits;

/** For a statement that gives up sooner than others do when somebody holds what it needs. */
export type Limits = { lockTimeoutMs?: number };

/**
 * From so many rows on, a statement is planned for as many as it has. A plan made once expects ten, and joins a thousand with a
 * thousand by looking at a million pairs; for few, planning would cost more than that.
 */
const MANY = 100;

/**
 * Makes a statement that takes one row or many as its input. A single row comes as plain values, for which the planner finds the
 * cheapest way; several as one array a column, so that any number of rows is the same statement. Both texts are made once:
 * a webhook's statement is not worth composing anew each time.
 * @param columns the input's columns with their PostgreSQL types
 * @param text the statement around a `select` of the input, of one row or of many
 */
export function statementOver<Columns extends Record<string, string>>(
  columns: Columns,
  text: (input: string, rows: "one" | "many") => string,
): (rows: Record<keyof Columns & string, unknown>[]) => Statement {
  const names = Object.keys(columns) as (keyof Columns & string)[];
  const list = (suffix: string) => names.map((name, n) => `$${n + 1}::${columns[name]}${suffix}`).join(", ");
  const selectFrom = (source: string) => `select * from ${source} as i(${names.join(", ")})`;
  const forOne = text(selectFrom(`(values (${list("")}))`), "one");
  const forMany = text(selectFrom(`unnest(${list("[]")})`), "many");
  return (rows) => {
    const [only] = rows;
    return rows.length === 1 && only
      ? { text: forOne, values: names.map((name) => cell(only[name])) }
      : {
          text: forMany,
          values: names.map((name) => rows.map((row) => cell(row[name]))),
          planned: rows.length < MANY ? "once" : "each time",
        };
  };
}

/** What a column of the input is called in a statement. */
export type Cells<Name extends string> = (column: Name) => string;

/** The columns of a row of the input, by the name that the row goes by. */
export const cellsOf = (row: string) => (column: string) => `${row}.${column}`;

/**
 * Makes a statement that takes one row, for what a webhook waits for: its cells stand where they are used, so that there is no input
 * to read, and PostgreSQL, which has each step of a plan to set up, has the fewest steps.
 */
export function statementOfOne<Columns extends Record<string, string>>(
  columns: Columns,
  text: (of: Cells<keyof Columns & string>) => string,
): (row: Record<keyof Columns & string, unknown>) => Statement {
  // PostgreSQL refuses a parameter that a statement does not use.
  const used = new Set<keyof Columns & string>();
  const forOne = text((name) => `$${[...used.add(name)].indexOf(name) + 1}::${columns[name]}`);
  return (row) => ({ text: forOne, values: [...used].map((name) => cell(row[name])) });
}

function cell(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : value;
}
