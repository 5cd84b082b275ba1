import { MigrationMissingError, NotDurableError, StatementError } from "../errors.ts";

/** Undefined table, column, object (type), function: the code is ahead of the schema. */
const SCHEMA_BEHIND = new Set(["42P01", "42703", "42704", "42883"]);

/** The transaction lost a race or its server; nothing of it happened, and it may be tried again at once. */
const TRY_AGAIN = new Set(["40001", "40P01", "57P01", "57P02", "57P03", "08006", "23505"]);

/** Answers of PostgreSQL that say "not now" rather than "wrong statement", by their class. */
const AWAY_CLASSES = new Set(["08", "40", "53", "55", "57", "58"]);

/**
 * A driver's error in our terms, without SQL or values in its message:
 * NotDurableError, MigrationMissingError, or StatementError when the statement is at fault.
 */
export function databaseError(error: unknown): Error {
  const code = codeOf(error);
  if (SCHEMA_BEHIND.has(code))
    return new MigrationMissingError(`the database answered ${code}`, { cause: error });
  if (!isSqlState(code) || AWAY_CLASSES.has(code.slice(0, 2)) || code === "23505") {
    return new NotDurableError(`the database did not confirm (${code || "timeout"})`, { cause: error });
  }
  return new StatementError(`the database refused a statement (${code})`, { cause: error });
}

/** Whether an immediate second try may well succeed. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof NotDurableError && TRY_AGAIN.has(codeOf(error.cause));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code);
}
