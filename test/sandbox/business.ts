import { readdir, readFile } from "node:fs/promises";
import type { Business, KnowledgeFile } from "../../lib/assistant/assistant.ts";

const ROOM = new URL("business/", import.meta.url);

/** What the sandbox's own business, Acme, lets the assistant know. */
export async function readSandboxBusiness(): Promise<Business> {
  const files = (await readdir(new URL("knowledge/", ROOM))).sort();
  return {
    instructions: await readFile(new URL("instructions.md", ROOM), "utf8"),
    knowledge: await Promise.all(files.map(readKnowledge)),
    problems: [],
  };
}

async function readKnowledge(file: string): Promise<KnowledgeFile> {
  const language = /\.(\w\w)\.md$/.exec(file)?.[1] ?? "en";
  return { file, language, text: await readFile(new URL(`knowledge/${file}`, ROOM), "utf8") };
}
