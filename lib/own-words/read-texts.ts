import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sentences } from "../domain/replies/catalogue.ts";
import { isSentence, nearestSentence, problemWith } from "../domain/replies/check-wording.ts";
import { dropEqualButtons } from "../domain/replies/equal-buttons.ts";
import { isLanguage, LANGUAGES, languageOfLocale } from "../domain/replies/languages.ts";
import type { OwnTexts } from "../domain/replies/own-wording.ts";
import { storable } from "../domain/text.ts";
import { lookIntoJson } from "./look-into-json.ts";

const FOLDER = fileURLToPath(new URL("../business/texts", import.meta.url));

/**
 * What stands in lib/business/texts, or in a folder like it. A deployment has no such folder: there it is what stood in it at the build, which
 * fails where something is wrong with it (`lib/tools/bundle-plugins.ts`).
 */
export async function readTexts(folder = FOLDER): Promise<OwnTexts> {
  const found = (await unless("ENOENT", readdir(folder))) ?? [];
  const names = found.filter((name) => !name.startsWith(".")).sort();
  const read = await Promise.all(names.map((name) => readLanguage(folder, name)));
  return {
    wording: Object.assign({}, ...read.map(({ wording }) => wording)),
    problems: read.flatMap(({ problems }, at) =>
      problems.map((problem) => `lib/business/texts/${storable(names[at] ?? "")}: ${problem}`),
    ),
  };
}

async function readLanguage(folder: string, name: string): Promise<OwnTexts> {
  const language = name.replace(/\.json$/, "");
  if (!isLanguage(language)) return problem(noLanguage(name));
  const bytes = await unless("EISDIR", readFile(join(folder, name)));
  if (bytes === null) return problem("it is a folder: put a file in its place, or remove it.");
  const text = decoded(bytes);
  if (text === null) return problem("it is not UTF-8: save it as UTF-8.");
  const read = parsed(text);
  if ("wrong" in read) return problem(read.wrong);
  const { given, twice } = read;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return problem(
      'it is no object: write {"ticketCreated": "…"}, with the sentences that you want otherwise.',
    );
  const { sentences, problems } = sentencesIn(given, new Set(twice));
  const equal = dropEqualButtons(language, sentences);
  if (equal) problems.push(equal);
  return { wording: { [language]: sentences }, problems };
}

/** The sentences that may take the place of ours, and what is wrong with the others. */
function sentencesIn(
  given: object,
  twice: ReadonlySet<string>,
): { sentences: Partial<Sentences>; problems: string[] } {
  const sentences: Partial<Sentences> = {};
  const problems: string[] = [];
  for (const [name, text] of Object.entries(given)) {
    if (!isSentence(name)) {
      const nearest = nearestSentence(name);
      problems.push(
        nearest
          ? `${storable(name)} is no sentence, the nearest is ${nearest}: correct its name, or remove it.`
          : `${storable(name)} is no sentence: correct its name, by those in lib/domain/replies/en.ts, or remove it.`,
      );
      continue;
    }
    const wrong = twice.has(name) ? "stands in it twice: remove one." : problemWith(name, text);
    if (wrong === null) sentences[name] = text;
    else problems.push(`${name} ${wrong}`);
  }
  return { sentences, problems };
}

const problem = (says: string): OwnTexts => ({ wording: {}, problems: [says] });

function noLanguage(name: string): string {
  if (!name.endsWith(".json")) return "it is left out, since it is no .json: rename it, or remove it.";
  const language = languageOfLocale(name.replace(/\.json$/, ""));
  const cure = language === null ? `by one of ${LANGUAGES.join(", ")}` : `${language}.json`;
  return `it is named by no language that we write: name it ${cure}.`;
}

/** Without the mark that some editors write before a text; null for what is not UTF-8. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed(text: string): { given: unknown; twice: string[] } | { wrong: string } {
  if (text.trim() === "") return { wrong: 'it is empty: write {"ticketCreated": "…"}, or remove it.' };
  const { names, wrong } = lookIntoJson(text);
  try {
    return { given: JSON.parse(text), twice: names.filter((name, at) => names.indexOf(name) !== at) };
  } catch {
    return { wrong: wrong ?? "it is no JSON." };
  }
}

/** Null where it failed for this reason. */
async function unless<T>(code: string, read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === code) return null;
    throw error;
  }
}
