import { passagesOf } from "../domain/assistant/passages.ts";
import { cut } from "../domain/text.ts";
import type { KnowledgeFile, Passage } from "./assistant.ts";

/** A million characters, or 400 pages: more, one statement might not store in its time. */
export const MOST_PASSAGES = 1_000;
/** Of a file; more is data that was put there by mistake. */
export const MOST_CHARACTERS = 1_000_000;

/** The passages of all files, in their order, 1,000 at most, and which of the files are not in them to their end. */
export function knownPassages(files: KnowledgeFile[]): { passages: Passage[]; cutShort: string[] } {
  const passages: Passage[] = [];
  const cutShort: string[] = [];
  for (const { file, language, text } of files) {
    let isCutShort = text.length > MOST_CHARACTERS;
    for (const passage of passagesOf(cut(text, MOST_CHARACTERS))) {
      isCutShort ||= passages.length === MOST_PASSAGES;
      if (passages.length === MOST_PASSAGES) break;
      passages.push({ file, ...passage, language });
    }
    if (isCutShort) cutShort.push(file);
  }
  return { passages, cutShort };
}
