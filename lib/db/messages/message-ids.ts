import type { Provider } from "../../domain/providers.ts";

/** The column in which each provider's own id of a message stands. */
export const ID_COLUMNS = {
  twilio: "twilio_message_sid",
  meta: "external_message_id",
} as const satisfies Record<Provider, string>;

export type IdColumn = (typeof ID_COLUMNS)[Provider];

/** Where ids tell their person's number, and are blinded once that person is erased. */
export const BLINDED = "external_message_id" satisfies IdColumn;

/** Each of them, once. */
export const EVERY_ID_COLUMN: readonly IdColumn[] = [...new Set(Object.values(ID_COLUMNS))];

/** A row's id at its provider, as one of those that SQL looks among. */
export const messageIdsOf = (row: string) => EVERY_ID_COLUMN.map((column) => `${row}.${column}`).join(", ");

/** A row's id at its provider, in SQL; null before that has answered. */
export const messageIdOf = (row: string) => `coalesce(${messageIdsOf(row)})`;

/** No provider has answered, in SQL: nothing says that the message arrived there. */
export const hasNoMessageId = (row: string) =>
  EVERY_ID_COLUMN.map((column) => `${row}.${column} is null`).join(" and ");
