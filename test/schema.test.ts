import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { expect, test } from "vitest";

test("the schema and the migrations tell of the same tables", async () => {
  const newest = globSync("drizzle/meta/*_snapshot.json").sort().at(-1) ?? "";
  const modules = globSync("lib/db/schema/*.ts").map((file) => import(pathToFileURL(file).href));
  const schema = Object.assign({}, ...(await Promise.all(modules)));
  const told = JSON.parse(readFileSync(newest, "utf8"));
  expect(await generateMigration(told, generateDrizzleJson(schema, told.id))).toEqual([]);
});

test("drizzle-kit, which loads the schema in its own way, can read it", () => {
  const { stdout } = spawnSync("node_modules/.bin/drizzle-kit", ["export"], { encoding: "utf8" });
  expect(stdout).toContain('CREATE TABLE "contact_logs"');
});
