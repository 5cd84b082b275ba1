import type { MessageKind } from "../message.ts";
import { shorten } from "../text.ts";
import { summary } from "./ticket-text.ts";

/** Zendesk takes 65,535 characters; agents read a part of that. */
const MAX_LENGTH = 20_000;

type Line = { direction: "inbound" | "outbound"; kind: MessageKind; body: string; at: Date };

/** Who said what while Meta's agent answered, oldest first; where it is too long, its beginning is left out. */
export function transcript(lines: readonly Line[]): string {
  const written = lines.map(lineOf);
  let length = 0;
  const kept = written.toReversed().filter((line) => {
    length += line.length + 1;
    return length <= MAX_LENGTH;
  });
  const left = written.length - kept.length;
  const omitted = left > 0 ? [`(${left} earlier messages are in the console only)`] : [];
  return [...omitted, ...kept.toReversed()].join("\n");
}

function lineOf({ direction, kind, body, at }: Line): string {
  const who = direction === "inbound" ? "Customer" : "Meta's agent";
  const said = kind === "text" ? shorten(body, 1000) : summary({ kind, body, media: [], detail: {} });
  return `${at.toISOString().slice(0, 16).replace("T", " ")} ${who}: ${said}`;
}
