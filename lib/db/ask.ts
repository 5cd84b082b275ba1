import type { SQL } from "drizzle-orm";
import type { Db } from "./client.ts";
import type { Limits, Statement } from "./statement-over.ts";

/** A statement, and what the rows that it returns say: to be made alone, or together with others. */
export type Ask<Answer> = {
  statement: SQL | Statement;
  // Who asks names the row that the statement selects.
  read(rows: never[]): Answer;
};

/** What the database says to one question. @throws as `Db.query` */
export async function ask<Answer>(db: Db, { statement, read }: Ask<Answer>): Promise<Answer> {
  return read(await db.query(statement));
}

/** What is said to each of several questions. */
export type Answers<Asks extends readonly Ask<unknown>[]> = {
  -readonly [N in keyof Asks]: Asks[N] extends Ask<infer Answer> ? Answer : never;
};

/** The same of several in one round trip and one transaction, in their order: all of them happen, or none. @throws as `Db.query` */
export async function together<const Asks extends readonly Ask<unknown>[]>(
  db: Db,
  asks: Asks,
  limits: Limits = {},
): Promise<Answers<Asks>> {
  if (asks.length === 0) return [] as never;
  const rows = await db.query<never[]>({ together: asks.map(({ statement }) => statement), ...limits });
  return asks.map(({ read }, n) => read(rows[n] ?? [])) as Answers<Asks>;
}
