import type { MessageKind, Via } from "../message.ts";
import { isBlank, shorten } from "../text.ts";
import { moment } from "./moment.ts";
import { summary } from "./ticket-text.ts";

/** Zendesk takes 65,535 characters; agents read a part of that. */
const MAX_LENGTH = 20_000;

type Line = {
  direction: "inbound" | "outbound";
  /** Who led the conversation; null where our assistant did. */
  via: Via | null;
  kind: MessageKind;
  body: string;
  /** Its words are kept no longer. */
  isForgotten: boolean;
  /** The customer never had it. */
  isLost: boolean;
  at: Date;
};

/** Who said what while no agent of Zendesk's answered, oldest first; where it is too long, its beginning is left out. */
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

function lineOf(line: Line): string {
  const answerer = line.via === null ? "Assistant" : "Meta's agent";
  const who = line.direction === "inbound" ? "Customer" : answerer;
  // Nobody's second line looks like a line of somebody else's.
  const said = saidIn(line).replace(/\r\n|[\r\n\u2028\u2029]/g, "\n    ");
  return `${moment(line.at)} ${who}: ${said}${line.isLost ? " (did not arrive)" : ""}`;
}

function saidIn({ kind, body, isForgotten }: Line): string {
  if (isForgotten) return "(its text is kept no longer)";
  if (kind !== "text") return summary({ kind, body, media: [], detail: {} });
  return isBlank(body) ? "(no text)" : shorten(body, 1000);
}
