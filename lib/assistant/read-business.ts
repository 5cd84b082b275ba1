import type { Business } from "./assistant.ts";

/** What stands in lib/business. */
export async function readBusiness(): Promise<Business> {
  return { instructions: null, knowledge: [], problems: [] };
}
