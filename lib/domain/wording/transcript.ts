import type { MessageKind, Via } from "../message.ts";
import type { NoteCatalogue } from "../notes/catalogue.ts";
import { countIn } from "../notes/say.ts";
import { fillIn } from "../replies/fill.ts";
import type { Language } from "../replies/languages.ts";
import { isBlank, shorten } from "../text.ts";
import { momentIn } from "./moment.ts";
import { ticketTextOf } from "./ticket-text.ts";

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

/** Tells conversations in a language. */
export function transcriptOf(catalogue: NoteCatalogue, language: Language) {
  const { sentences } = catalogue;
  const { summary } = ticketTextOf(catalogue, language);
  const count = countIn(catalogue, language);
  const moment = momentIn(language);
  const fill = fillIn(language);

  function lineOf(line: Line): string {
    const answerer = line.via === null ? sentences.assistant : sentences.metasAgent;
    const who = line.direction === "inbound" ? sentences.customer : answerer;
    // Nobody's second line looks like a line of somebody else's.
    const said = saidIn(line).replace(/\r\n|[\r\n\u2028\u2029]/g, "\n    ");
    const lost = line.isLost ? ` ${sentences.didNotArrive}` : "";
    return fill("{when} {who}: {said}{lost}", { when: moment(line.at), who, said, lost });
  }

  function saidIn({ kind, body, isForgotten }: Line): string {
    if (isForgotten) return sentences.textForgotten;
    if (kind !== "text") return summary({ kind, body, detail: {} });
    return isBlank(body) ? sentences.noText : shorten(body, 1000);
  }

  /** Who said what while no agent of Zendesk's answered, oldest first; where it is too long, its beginning is left out. */
  return function transcript(lines: readonly Line[]): string {
    const written = lines.map(lineOf);
    let length = 0;
    const kept = written.toReversed().filter((line) => {
      length += line.length + 1;
      return length <= MAX_LENGTH;
    });
    const left = written.length - kept.length;
    const omitted = left > 0 ? [count("earlierMessages", left)] : [];
    return [...omitted, ...kept.toReversed()].join("\n");
  };
}
