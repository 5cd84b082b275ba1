import { createHash } from "node:crypto";
import { searchPassages, storePassages } from "../db/assistant/knowledge.ts";
import type { Db } from "../db/client.ts";
import { languageOf } from "../domain/assistant/languages.ts";
import { cut, storable } from "../domain/text.ts";
import type { Business, Knowledge, KnowledgeFile, Passage } from "./assistant.ts";
import { knownPassages } from "./known-passages.ts";

/** Part of every version. One more whenever other passages or words come of the same files: their rows are stored anew. */
const READ_AS = 1;
/** A question of a customer's has fewer; what a model makes of it may have any number. */
const LONGEST_QUERY = 1_000;

type Known = { version: string; passages: Passage[]; counts: Map<string, number> };

/** What was made of a business's files: they are read once an instance, and never change in it. */
const known = new WeakMap<KnowledgeFile[], Known>();

/**
 * What a business lets its assistant know, searched in the database, where its passages are stored by the first search that does not
 * find them: of a new deployment's, or of one whose rows somebody deleted.
 */
export async function createKnowledge({ db, business }: { db: Db; business: Business }): Promise<Knowledge> {
  const { version, passages, counts } = knownOf(business.knowledge);
  return {
    languages: [...counts].sort(([, one], [, other]) => other - one).map(([language]) => language),
    async search(query, language) {
      const asked = cut(storable(query), LONGEST_QUERY);
      if (passages.length === 0 || asked.trim() === "") return [];
      const search = { version, query: asked, language: languageOf(storable(language)), counts };
      const found = await searchPassages(db, search);
      if (found !== "not-stored") return found;
      await storePassages(db, version, passages);
      const foundNow = await searchPassages(db, search);
      return foundNow === "not-stored" ? [] : foundNow;
    },
  };
}

function knownOf(files: KnowledgeFile[]): Known {
  const before = known.get(files);
  if (before) return before;
  const { passages } = knownPassages(files);
  const version = createHash("sha256")
    .update(JSON.stringify([READ_AS, passages]))
    .digest("hex");
  const counts = new Map<string, number>();
  for (const { language } of passages) counts.set(language, (counts.get(language) ?? 0) + 1);
  const made = { version, passages, counts };
  known.set(files, made);
  return made;
}
