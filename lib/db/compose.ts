import { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Statement } from "./statement-over.ts";

const dialect = new PgDialect();

/** A statement as a driver takes it. */
export function composed(statement: SQL | Statement): Statement {
  if (!(statement instanceof SQL)) return statement;
  const { sql: text, params: values } = dialect.sqlToQuery(statement);
  return { text, values };
}

/** A part of a statement that is made once: it can hold no value. */
export function textOf(part: SQL): string {
  const { text, values } = composed(part);
  if (values.length > 0) throw new Error("a statement that is made once takes its values as rows");
  return text;
}
