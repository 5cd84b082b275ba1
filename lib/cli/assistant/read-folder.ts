import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Business, KnowledgeFile } from "../../assistant/assistant.ts";
import { UsageError } from "../shared/usage-error.ts";

/** What a business wrote in a folder like lib/business. @throws {UsageError} */
export async function readFolder(folder: string): Promise<Business> {
  try {
    const files = (await readdir(join(folder, "knowledge"))).filter((file) => file.endsWith(".md")).sort();
    return {
      instructions: await readFile(join(folder, "instructions.md"), "utf8"),
      knowledge: await Promise.all(
        files.map(async (file) =>
          knowledgeFile(file, await readFile(join(folder, "knowledge", file), "utf8")),
        ),
      ),
      problems: [],
    };
  } catch (error) {
    throw new UsageError(`${folder} needs instructions.md, and a folder knowledge with Markdown files`, {
      cause: error,
    });
  }
}

/** Its language stands in its name, as in `refunds.es.md`. */
export function knowledgeFile(file: string, text: string): KnowledgeFile {
  return { file, language: /\.([a-z]{2})\.md$/.exec(file)?.[1] ?? "en", text };
}
