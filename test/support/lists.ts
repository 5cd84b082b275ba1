import { SQL, sql } from "drizzle-orm";
import type { Db } from "../../lib/db/client.ts";
import { visit } from "./console.ts";
import type { World } from "./world.ts";

/** A page of the console as HTML. */
export async function pageOf(world: World, path: string): Promise<string> {
  return (await visit(world, path)).text();
}

/** What the pages of a list link to, from the first to the last, by the links that lead from one to the next. */
export async function linksOfList(world: World, path: string, link: RegExp): Promise<string[][]> {
  const pages: string[][] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const page = await pageOf(world, next);
    pages.push([...page.matchAll(link)].map(([, id = ""]) => id));
    next = /href="\/console([^"]*)" rel="next"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
  }
  return pages;
}

/** How PostgreSQL would carry out what a statement's function asks. */
export async function planOf(
  world: World,
  ask: (db: Db) => Promise<unknown>,
  { isRun = false } = {},
): Promise<string> {
  const plans: string[] = [];
  const db: Db = {
    async query<Row>(statement: Parameters<Db["query"]>[0]): Promise<Row[]> {
      if ("together" in statement) {
        for (const one of statement.together) await db.query(one);
        return statement.together.map(() => []) as Row[];
      }
      if (!(statement instanceof SQL)) throw new Error("only a statement written as one can be explained");
      const lines = await world.deps.db.query<Record<string, string>>(
        sql`explain ${sql.raw(isRun ? "(analyze, timing off)" : "")} ${statement}`,
      );
      plans.push(...lines.flatMap((line) => Object.values(line)));
      return [];
    },
    close: async () => {},
  };
  await ask(db).catch(() => {});
  return plans.join("\n");
}

/** The fields that a button of the page sends. */
export function fieldsOf(page: string): Record<string, string> {
  const hidden = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries([...hidden].map(([, name, value]) => [name, value]));
}

/** What is said on the page that a form leads to. */
export function noticeOf(answer: Response): string | null {
  return new URL(answer.headers.get("location") ?? "", "http://console").searchParams.get("notice");
}

/** The page that a form leads to. */
export const follow =
  (world: World) =>
  (answer: Response): Promise<string> =>
    pageOf(world, (answer.headers.get("location") ?? "").replace("/console", ""));
