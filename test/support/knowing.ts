import { test as base } from "vitest";
import type { Knowledge, KnowledgeFile } from "../../lib/assistant/assistant.ts";
import { createKnowledge } from "../../lib/assistant/knowledge.ts";
import { connect, type Db } from "../../lib/db/client.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export type Stored = {
  database: TestDatabase;
  db: Db;
  /** What an instance with these files knows. */
  knowing(files: KnowledgeFile[], through?: Db): Promise<Knowledge>;
};

/** A test with a database in which nothing is known yet. */
export const test = base.extend<{ stored: Stored }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from it what is wanted
  stored: async ({}, use) => {
    const database = await createTestDatabase();
    const db = database.lend?.() ?? connect({ driver: "pg", url: database.url });
    await use({
      database,
      db,
      knowing: (knowledge, through = db) =>
        createKnowledge({ db: through, business: { instructions: "Help.", knowledge, problems: [] } }),
    });
    await db.close();
    await database.close();
  },
});

export const file = (name: string, language: string, text: string): KnowledgeFile => ({
  file: name,
  language,
  text,
});
