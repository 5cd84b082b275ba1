import type { Position } from "../db/history.ts";

const WRITTEN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A place in a contact's log as callers carry it from page to page; what it says is nobody's business but ours. */
export function writeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt} ${id}`).toString("base64url");
}

/** The place that a cursor of ours means; null for any other text. */
export function readCursor(cursor: string): Position | null {
  const [, createdAt, id] = WRITTEN.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  return createdAt && id && !Number.isNaN(Date.parse(createdAt)) ? { createdAt, id } : null;
}
