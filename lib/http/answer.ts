import type { LogFields } from "../log.ts";

/** A request as a webhook's code needs it. */
export type Incoming = {
  /** As it came, not normalised. */
  path: string;
  /** With its "?", or "". */
  rawQuery: string;
  headers: Headers;
  /** The raw body; empty for a method that declares none. */
  bytes: Uint8Array;
};

/** What an endpoint answers, and what stands in the log about it. */
export type Answer = {
  status: number;
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
  contentType?: string;
  /** What came of it, in a word: "stored", "duplicate", "applied". */
  outcome: string;
  /** The line that a person reads in Vercel's log. No number unmasked, no message text. */
  message: string;
  fields?: LogFields;
  headers?: Record<string, string>;
  /** What stands beside the sentence of an error that is told as JSON. */
  details?: Record<string, unknown>;
  /** What the instance goes on doing after it answered. */
  background?: () => Promise<void>;
};

/** With which codes a sender is refused: each provider repeats other ones. */
export type Refusals = {
  unsigned: 401 | 403;
  /** It is not in the database: the code that makes this sender try again. */
  notDurable: 500 | 503 | 409;
};

/** An answer of our own API. */
export function jsonAnswer(
  status: number,
  json: unknown,
): { status: number; body: string; contentType: string } {
  return { status, body: `${JSON.stringify(json)}\n`, contentType: "application/json" };
}
