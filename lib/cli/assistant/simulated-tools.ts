import type { Business, Passage } from "../../assistant/assistant.ts";
import { knownPassages } from "../../assistant/known-passages.ts";
import type { Tools } from "../../assistant/tools.ts";
import { languageOf } from "../../domain/assistant/languages.ts";
import type { Transcript } from "./transcript.ts";

/** As many as the assistant is given of its knowledge. */
const MOST_PASSAGES = 4;
/** Endings differ within a language: "reset", "resetting". */
const STEM = 5;

/** The assistant's tools without a database: the knowledge is searched by the words that it shares with the query, and the tickets are these. */
export function simulateTools({ knowledge }: Business, tickets: Transcript["tickets"]): Tools {
  const { passages } = knownPassages(knowledge);
  const languages = [...new Set(knowledge.map(({ language }) => language))];
  return {
    languages,
    async search(query, named) {
      const language = languageOf(named);
      const asked = stemsIn(query);
      const found = passages
        .map((passage) => ({ passage, shared: sharedBy(asked, passage) }))
        .filter(({ shared }) => shared > 0)
        .toSorted((a, b) => b.shared - a.shared)
        .map(({ passage }) => passage);
      const own = found.filter((passage) => passage.language === language);
      return (own.length > 0 ? own : found).slice(0, MOST_PASSAGES);
    },
    tickets: async () => tickets,
    openTicketId: null,
  };
}

function sharedBy(asked: Set<string>, { heading, body }: Passage): number {
  return asked.intersection(stemsIn(`${heading} ${body}`)).size;
}

/** The beginnings of its words, without accents; what is shorter stands in every text. */
function stemsIn(text: string): Set<string> {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return new Set((plain.match(/[\p{L}\d]{3,}/gu) ?? []).map((word) => word.slice(0, STEM)));
}
