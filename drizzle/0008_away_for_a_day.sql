CREATE TABLE "erasure_parts" (
	"erasure_id" uuid NOT NULL,
	"upstream" text NOT NULL,
	"what" text NOT NULL,
	"ref" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"why" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "erasure_parts_erasure_id_upstream_what_ref_pk" PRIMARY KEY("erasure_id","upstream","what","ref")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "purges" (
	"what" text PRIMARY KEY NOT NULL,
	"up_to" timestamp with time zone,
	"last_at" timestamp with time zone,
	"last_count" bigint DEFAULT 0 NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recoveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"upstream" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"is_dry_run" boolean DEFAULT false NOT NULL,
	"place" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"ended_because" text
);
--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "recovered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "purged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "erasure_parts" ADD CONSTRAINT "erasure_parts_erasure_id_erasures_id_fk" FOREIGN KEY ("erasure_id") REFERENCES "public"."erasures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "erasure_parts_open" ON "erasure_parts" USING btree ("erasure_id") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "recoveries_one_at_a_time" ON "recoveries" USING btree ("upstream") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "recoveries_latest" ON "recoveries" USING btree ("upstream","created_at");