import type { MessageDetail, MessageKind } from "../message.ts";
import { firstLine } from "../text.ts";

/** What a message says, as far as a line tells it. */
export type Said = { kind: MessageKind; body: string; detail: MessageDetail };

/** A message in one line: its first line of text without a colon at its end, else what its kind is called ("Photo", "Location"). */
export function summaryIn(kinds: Readonly<Record<MessageKind, string>>) {
  return ({ kind, body, detail }: Said): string =>
    withoutColon(firstLine(body)) || firstLine(detail.location?.label ?? "") || kinds[kind];
}

function withoutColon(line: string): string {
  return line.endsWith(":") ? line.slice(0, -1).trimEnd() : line;
}
