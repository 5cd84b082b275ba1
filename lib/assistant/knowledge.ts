import type { Db } from "../db/client.ts";
import type { Business, Knowledge } from "./assistant.ts";

/** What a business lets its assistant know, searched in the database. */
export async function createKnowledge(_deps: { db: Db; business: Business }): Promise<Knowledge> {
  return { languages: [], search: async () => [] };
}
