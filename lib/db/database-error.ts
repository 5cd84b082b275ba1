import { MigrationMissingError, NotDurableError, StatementError } from "../errors.ts";
import { EVERY_ID_COLUMN } from "./messages/message-ids.ts";

/** Undefined table, column, object (type), function: the code is ahead of the schema. */
const SCHEMA_BEHIND = new Set(["42P01", "42703", "42704", "42883"]);

/** The transaction lost a race or its server, or its connection was gone before: another try may well succeed at once. */
const TRY_AGAIN = new Set([
  "40001",
  "40P01",
  "57P01",
  "57P02",
  "57P03",
  "08006",
  "23505",
  "ECONNRESET",
  "EPIPE",
]);
/** Another transaction made, or removed, a row that this one relied on: not wrong, only second. */
const RACES = new Set(["23503", "23505"]);
/** How the drivers say, without a code, that a connection of the pool turned out to be dead. */
const CONNECTION_LOST = /^(Connection terminated unexpectedly|Client has encountered a connection error)/;

/** Answers that say "not this": data exceptions, constraints, limits such as an index's, what PostgreSQL does not support. */
const CONTENT_CLASSES = new Set(["22", "23", "54", "0A"]);

/** Answers of PostgreSQL that say "not now" rather than "wrong statement", by their class. */
const AWAY_CLASSES = new Set(["08", "40", "53", "55", "57", "58"]);

/**
 * A driver's error in our terms, without SQL or values in its message:
 * NotDurableError, MigrationMissingError, or StatementError when the statement is at fault.
 */
export function databaseError(error: unknown): Error {
  // A mistake in code, such as a driver that was bundled wrongly, must not pass for a database that is away.
  if (error instanceof TypeError || error instanceof ReferenceError || isOfTheLanguage(error)) return error;
  const code = codeOf(error);
  if (SCHEMA_BEHIND.has(code))
    return new MigrationMissingError(`the database answered ${code}`, { cause: error });
  if (!isSqlState(code) || AWAY_CLASSES.has(code.slice(0, 2)) || RACES.has(code)) {
    return new NotDurableError(`the database did not confirm (${code || "timeout"})`, { cause: error });
  }
  return new StatementError(`the database refused a statement (${code})`, { cause: error });
}

/**
 * Why PostgreSQL never will take what a statement holds, fit for a log; null for every other failure. Values that cannot even be
 * written for it count as well, as a date beyond all dates.
 */
export function refusalOf(error: unknown): string | null {
  // Those of Node's own have a code, and are about ports and sockets.
  if (isOfTheLanguage(error)) return "it cannot be written for the database";
  if (!(error instanceof StatementError)) return null;
  const code = codeOf(error.cause);
  return CONTENT_CLASSES.has(code.slice(0, 2)) && !isStalePlan(error.cause)
    ? `the database refuses it (${code})`
    : null;
}

/** A migration changed what a prepared statement answers: the statement is old, not wrong. */
function isStalePlan(error: unknown): boolean {
  return error instanceof Error && "routine" in error && error.routine === "RevalidateCachedQuery";
}

/** Whether two rows wanted the same provider's id. */
export function isRaceForMessageId(error: unknown): boolean {
  const cause = error instanceof NotDurableError ? error.cause : undefined;
  if (!(cause instanceof Error) || codeOf(cause) !== "23505" || !("constraint" in cause)) return false;
  return EVERY_ID_COLUMN.some((column) => cause.constraint === `contact_logs_${column}_unique`);
}

/** Whether a statement lost against another one, or against itself: alone, each of its elements may well pass. */
export function isRace(error: unknown): boolean {
  const code = error instanceof NotDurableError ? codeOf(error.cause) : "";
  return RACES.has(code) || code === "40P01" || code === "40001";
}

/** Whether a statement waited too long for a lock, or took too long: a part of it may pass at once. */
export function isHeldUp(error: unknown): boolean {
  return error instanceof NotDurableError && isGivenUp(error.cause);
}

/** Whether PostgreSQL gave a statement up by its limits, and nothing else is wrong. */
export function isGivenUp(error: unknown): boolean {
  return ["55P03", "57014"].includes(codeOf(error));
}

/** Whether one of those who shared a statement may have spoilt it for all. */
export function isSpoiltByOne(error: unknown): boolean {
  return isRace(error) || isHeldUp(error) || !(error instanceof NotDurableError);
}

/** Whether the pooler between us and PostgreSQL loses prepared statements, as old ones do. */
export function isPreparedStatementLost(error: unknown): boolean {
  return ["26000", "42P05", "08P01"].includes(codeOf(error));
}

/** Whether an immediate second try may well succeed. Our statements may be repeated: they deduplicate. */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof NotDurableError) || !(error.cause instanceof Error)) return false;
  return TRY_AGAIN.has(codeOf(error.cause)) || CONNECTION_LOST.test(error.cause.message);
}

/** A text or an object too large, or too deep, for the language itself. */
function isOfTheLanguage(error: unknown): error is RangeError {
  return error instanceof RangeError && !("code" in error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code);
}
