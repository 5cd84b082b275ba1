import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import journal from "../../drizzle/meta/_journal.json" with { type: "json" };
import { EXCEPTIONS, faultsOf } from "../../lib/tools/migration-rules.ts";

const MIGRATIONS = journal.entries.map(({ tag }) => ({
  tag,
  text: readFileSync(`drizzle/${tag}.sql`, "utf8"),
}));

test.for(MIGRATIONS.map(({ tag }, n) => [tag, n] as const))(
  "%s locks nobody out, or says why it may",
  ([tag, n]) => {
    const [migration, ...earlier] = MIGRATIONS.slice(0, n + 1)
      .map(({ text }) => text)
      .reverse();
    const faults = faultsOf(migration ?? "", earlier);
    // An exception that is none any more is to be taken away.
    if (Object.hasOwn(EXCEPTIONS, tag)) expect(faults).not.toEqual([]);
    else expect(faults).toEqual([]);
  },
);

describe("a migration is refused that", () => {
  test.for([
    'ALTER TABLE "contact_logs" ALTER COLUMN "body" SET NOT NULL;',
    'ALTER TABLE "contact_logs" ADD COLUMN "seen" boolean NOT NULL;',
    'ALTER TABLE "contact_logs" ADD COLUMN "key" uuid DEFAULT gen_random_uuid();',
    'ALTER TABLE "contact_logs" ADD COLUMN "key" uuid DEFAULT gen_random_uuid() NOT NULL;',
    'ALTER TABLE "contact_logs" ADD COLUMN "at" timestamp with time zone DEFAULT clock_timestamp();',
    'ALTER TABLE "contact_logs" ADD COLUMN "n" bigserial;',
    'ALTER TABLE "contact_logs" ADD COLUMN "size" integer GENERATED ALWAYS AS (length("body")) STORED;',
    'ALTER TABLE "contact_logs" ADD COLUMN "contact" uuid REFERENCES "contacts"("id");',
    'ALTER TABLE "contact_logs" ADD COLUMN "a" text, ADD COLUMN "b" text NOT NULL;',
    'ALTER TABLE "contact_logs" ALTER COLUMN "part" TYPE bigint;',
    'ALTER TABLE "contact_logs" ALTER COLUMN "part" SET DATA TYPE bigint;',
    'ALTER TABLE "contact_logs" RENAME COLUMN "body" TO "text";',
    'ALTER TABLE "contact_logs" RENAME TO "messages";',
    'ALTER TABLE "contact_logs" DROP COLUMN "body";',
    'ALTER TABLE "contact_logs" DROP CONSTRAINT "contact_logs_pkey";',
    'DROP TABLE "approvals";',
    'DROP INDEX "tasks_dead";',
    "DROP FUNCTION tickline_first_of_lane;",
    'CREATE INDEX "logs_via" ON "contact_logs" USING btree ("via");',
    'CREATE UNIQUE INDEX "logs_via" ON "contact_logs" USING btree ("via");',
    'CREATE INDEX CONCURRENTLY "logs_via" ON "contact_logs" USING btree ("via");',
    '-- For the console.\nCREATE INDEX IF NOT EXISTS "logs_via" ON "contact_logs" USING btree ("via");',
    'SELECT 1;CREATE INDEX IF NOT EXISTS "logs_via" ON "contact_logs" USING btree ("via");',
    'ALTER TABLE "contact_logs" ADD COLUMN "a" text;--> statement-breakpoint\nCREATE INDEX IF NOT EXISTS "logs_a" ON "contact_logs" USING btree ("a");',
    'ALTER TABLE "contact_logs" ADD COLUMN "a" text;--> statement-breakpoint\nCREATE INDEX IF NOT EXISTS "logs_via" ON "contact_logs" USING btree ("via") WHERE a is null;',
    'ALTER TABLE "contact_logs" ADD CONSTRAINT "fk" FOREIGN KEY ("retry_of") REFERENCES "public"."contact_logs"("id");',
    `ALTER TABLE "contact_logs" ADD CONSTRAINT "some" CHECK ("body" <> 'x;y');`,
    'ALTER TABLE "contact_logs" ADD CONSTRAINT "one" UNIQUE("ticket_id");',
    'ALTER TABLE "contact_logs" ADD UNIQUE("ticket_id");',
    'ALTER TABLE "contact_logs" ADD CONSTRAINT "some" CHECK ("body" IS NOT NULL) NOT VALID;\nALTER TABLE "contact_logs" VALIDATE CONSTRAINT "some";',
    `UPDATE "contact_logs" SET "via" = 'phone';`,
    'DELETE FROM "tasks" WHERE "done_at" IS NOT NULL;',
    'LOCK TABLE "tasks";',
    '-- DROP TABLE "tasks" would be worse.\nTRUNCATE "tasks";',
  ])("%s", (migration) => {
    expect(faultsOf(migration)).toHaveLength(1);
  });
});

describe("a migration may", () => {
  const CHECK = 'ALTER TABLE "contact_logs" ADD CONSTRAINT "some" CHECK ("body" IS NOT NULL) NOT VALID;';
  const VALIDATE = 'ALTER TABLE "contact_logs" VALIDATE CONSTRAINT "some";';
  test.for<[string, string[]]>([
    ['ALTER TABLE "contact_logs" ADD COLUMN "seen_at" timestamp with time zone;', []],
    ['ALTER TABLE "contact_logs" ADD COLUMN "seen" boolean DEFAULT false NOT NULL;', []],
    [`ALTER TABLE "contact_logs" ADD COLUMN "more" jsonb DEFAULT '{}'::jsonb NOT NULL;`, []],
    ['ALTER TABLE "contact_logs" ADD COLUMN "at" timestamp with time zone DEFAULT now() NOT NULL;', []],
    ['ALTER TABLE "contact_logs" ALTER COLUMN "body" DROP NOT NULL;', []],
    ['CREATE INDEX IF NOT EXISTS "logs_via" ON "contact_logs" USING btree ("via");', []],
    [
      'CREATE TABLE "news" ("id" uuid PRIMARY KEY NOT NULL, "of" uuid NOT NULL);--> statement-breakpoint\nALTER TABLE "news" ADD CONSTRAINT "fk" FOREIGN KEY ("of") REFERENCES "public"."contacts"("id");--> statement-breakpoint\nCREATE INDEX IF NOT EXISTS "news_of" ON "news" USING btree ("of");',
      [],
    ],
    ['ALTER TABLE "contact_logs" ADD COLUMN "check" text, ADD COLUMN "drop" text;', []],
    [CHECK, []],
    [VALIDATE, [CHECK]],
    ['ALTER TABLE "contact_logs" ALTER COLUMN "body" SET NOT NULL;', [CHECK, VALIDATE]],
    [
      "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE tasks; UPDATE tasks SET lane = null $$;",
      [],
    ],
    [`INSERT INTO "hash_keys" VALUES ('DROP TABLE tasks; --', 'a');`, []],
  ])("%s", ([migration, earlier]) => {
    expect(faultsOf(migration, earlier)).toEqual([]);
  });
});
