import { type Stage, statusesAt } from "../../domain/message-status.ts";
import { listed } from "../listed.ts";
import { hasNoMessageId } from "./message-ids.ts";

/** Whether a status, such as `l.status`, says that its message has come to one of these stages, in SQL. */
export function isAt(status: string, ...stages: Stage[]): string {
  return `${status} in (${listed(statusesAt(...stages))})`;
}

/** Whether nobody has told yet what became of a message: neither its provider's answer nor a callback, in SQL. */
export function hasNoAnswer(row: string): string {
  return `(${row}.status = 'accepted' and ${hasNoMessageId(row)})`;
}
