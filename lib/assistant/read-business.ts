import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { languageInName } from "../domain/assistant/languages.ts";
import { blocksOf } from "../domain/assistant/markdown-blocks.ts";
import { cut, isBlank, storable } from "../domain/text.ts";
import type { Business, KnowledgeFile } from "./assistant.ts";
import { knownPassages, MOST_CHARACTERS, MOST_PASSAGES } from "./known-passages.ts";

/** A model is given them with each question, and follows fewer of them the more there are. */
const LONG_INSTRUCTIONS = 10_000;

const FOLDER = fileURLToPath(new URL("../business", import.meta.url));

/**
 * What stands in lib/business, or in a folder like it. A deployment has no such folder: there it is what stood in it at the build, which puts what this returns
 * then in the place of this file (`lib/tools/bundle-plugins.ts`).
 */
export async function readBusiness(folder = FOLDER): Promise<Business> {
  const written = await readText(join(folder, "instructions.md"));
  const room = join(folder, "knowledge");
  const names = await knowledgeFiles(room);
  const read = await Promise.all(names.map((name) => readKnowledge(room, name)));
  const knowledge = read.flatMap(({ file }) => file ?? []);
  const instructions = written === null || isBlank(written.text) ? null : written.text;
  const problems = [
    ...(written?.problems ?? []).map((problem) => `instructions.md ${problem}`),
    ...(written !== null && instructions === null
      ? ["instructions.md is empty: write what the assistant should do."]
      : []),
    ...(instructions !== null && instructions.length > LONG_INSTRUCTIONS
      ? [
          `instructions.md has ${count(instructions.length)} characters, which every question costs: stay below ${count(LONG_INSTRUCTIONS)}, and put facts into knowledge/.`,
        ]
      : []),
    ...read.flatMap((file) => file.problems),
    ...knownPassages(knowledge).cutShort.map(tooMuch),
  ];
  return { instructions, knowledge, problems };
}

/** In the order of their names, wherever they are read; what begins with a dot is a program's own. */
async function knowledgeFiles(room: string): Promise<string[]> {
  const entries = await unlessMissing(readdir(room, { recursive: true, withFileTypes: true }));
  return (entries ?? [])
    .filter((entry) => entry.isFile())
    .map((entry) => relative(room, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((name) => !/(^|\/)\./.test(name))
    .sort();
}

async function readKnowledge(
  room: string,
  name: string,
): Promise<{ file: KnowledgeFile | null; problems: string[] }> {
  const file = storable(name);
  const said = (problem: string) => `knowledge/${file} ${problem}`;
  if (!/\.md$/i.test(file))
    return {
      file: null,
      problems: [
        said("is left out, since it is no Markdown: save it as text with the ending .md, or remove it."),
      ],
    };
  const read = await readText(join(room, name));
  const { language, mistaken } = languageInName(file);
  const problems = mistaken === null ? [] : [noLanguage(mistaken)];
  if (!read || isBlank(read.text)) problems.push("is empty: write it, or remove it.");
  else if (isHeadingsAlone(read.text))
    problems.push("has nothing below its headings: write it, or remove it.");
  return {
    file: { file, language, text: read?.text ?? "" },
    problems: [...(read?.problems ?? []), ...problems].map(said),
  };
}

/** Many a file is begun so, and looks like knowledge from outside. */
function isHeadingsAlone(text: string): boolean {
  return blocksOf(cut(text, MOST_CHARACTERS)).every(
    (block) => "level" in block || ("prose" in block && isBlank(block.prose.join(""))),
  );
}

function noLanguage(code: string): string {
  return `is read as English, since .${code} is no language: name it by two letters, as in refunds.es.md, or without a dot.`;
}

/** A file as text that can be stored, and what was done to it for that; null where there is none. */
async function readText(path: string): Promise<{ text: string; problems: string[] } | null> {
  const bytes = await unlessMissing(readFile(path));
  if (bytes === null) return null;
  const decoded = decode(bytes);
  const text = storable(decoded.text);
  const problems = decoded.isWhole ? [] : ["is not UTF-8, so that some letters are lost: save it as UTF-8."];
  if (text !== decoded.text)
    problems.push("holds characters that no text has, such as NUL: write it anew in an editor for text.");
  return { text: text.replace(/\r\n?/g, "\n"), problems };
}

/** Without the mark that some editors write before a text. */
function decode(bytes: Uint8Array): { text: string; isWhole: boolean } {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), isWhole: true };
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), isWhole: false };
  }
}

function tooMuch(file: string): string {
  const limits = `${count(MOST_CHARACTERS)} characters a file, and ${count(MOST_PASSAGES)} passages in all`;
  return `knowledge/${file} is not known to its end: there may be ${limits}. Remove what nobody asks for.`;
}

const count = (number: number) => number.toLocaleString("en-US");

async function unlessMissing<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
