import { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Db } from "../../lib/db/client.ts";
import type { World } from "./world.ts";

/** A database that tells how PostgreSQL would find what it is asked for; with `isGeneric`, before it knows the values. */
export function explaining(
  { database }: Pick<World, "database">,
  isGeneric: boolean,
): Db & { plans: string[] } {
  const plans: string[] = [];
  return {
    plans,
    async query<Row>(statement: Parameters<Db["query"]>[0]) {
      if ("together" in statement) throw new Error("each is explained alone");
      const { text, values } =
        statement instanceof SQL ? read(statement) : { text: statement.text, values: statement.values };
      const asked = isGeneric ? "explain (generic_plan) " : "explain ";
      const lines = await database.rows<{ "QUERY PLAN": string }>(asked + text, isGeneric ? [] : values);
      plans.push(lines.map((line) => line["QUERY PLAN"]).join("\n"));
      return (await database.rows(text, values)) as Row[];
    },
    async close() {},
  };
}

function read(statement: SQL) {
  const { sql: text, params: values } = new PgDialect().sqlToQuery(statement);
  return { text, values };
}
