import { UpstreamError } from "../errors.ts";
import type { Ticket } from "./zendesk.ts";

export type Answer<T> = { result: T };
export type RawTicket = {
  id: number | string;
  status: string;
  updated_at?: string;
  requester_id?: number | string;
};

export const ticketOf = ({ id, status, updated_at, requester_id }: RawTicket): Ticket => ({
  id: String(id),
  status,
  updatedAt: updated_at ?? null,
  requesterId: requester_id === undefined ? null : String(requester_id),
});

/** Whether Zendesk has no such thing. Where there is no help desk at all, nothing is known of any. */
export function isMissing(error: unknown): boolean {
  return error instanceof UpstreamError && error.status === 404 && error.failure === "rejected";
}

/** A number where JSON can carry it exactly, else the text, which Zendesk takes as well. */
export const idOf = (id: string) => (Number.isSafeInteger(Number(id)) ? Number(id) : id);
