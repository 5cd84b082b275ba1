CREATE TABLE "counted_hours" (
	"hour" timestamp with time zone PRIMARY KEY NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "hourly_counts" (
	"hour" timestamp with time zone NOT NULL,
	"provider" text NOT NULL,
	"inbound" integer NOT NULL,
	"outbound" integer NOT NULL,
	"accepted" integer NOT NULL,
	"sent" integer NOT NULL,
	"delivered" integer NOT NULL,
	"read" integer NOT NULL,
	"failed" integer NOT NULL,
	"last_inbound_at" timestamp with time zone,
	"last_outbound_at" timestamp with time zone,
	"commands" jsonb NOT NULL,
	"failures" jsonb NOT NULL,
	"first_answers" jsonb NOT NULL,
	CONSTRAINT "hourly_counts_hour_provider_pk" PRIMARY KEY("hour","provider")
);
--> statement-breakpoint
CREATE TABLE "last_seen" (
	"what" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wrong_passwords" (
	"source" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "progress" jsonb;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "counted_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "conversations_created" ON "conversations" USING btree ("created_at","sid");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contact_logs_batch_again" ON "contact_logs" USING btree ("batch_id") WHERE batch_id is not null and (retry_of is not null or fallback_of is not null);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contacts_phone_begins" ON "contacts" USING btree ("phone" text_pattern_ops);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contacts_phone_ends" ON "contacts" USING btree (reverse("phone") text_pattern_ops);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contacts_bsuid_begins" ON "contacts" USING btree ("bsuid" text_pattern_ops);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contacts_names" ON "contacts" USING gin (to_tsvector('simple', coalesce("profile_name", '') || ' ' || coalesce("username", '')));