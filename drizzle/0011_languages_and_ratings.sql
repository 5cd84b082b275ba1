CREATE TABLE "ratings" (
	"ticket_id" text PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"way" text NOT NULL,
	"provider" text NOT NULL,
	"channel" text NOT NULL,
	"asked_by" uuid,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"score" text,
	"rated_at" timestamp with time zone,
	"words" text,
	"words_at" timestamp with time zone,
	"agent_id" text,
	"agent_name" text
);
--> statement-breakpoint
CREATE TABLE "said" (
	"hash" text PRIMARY KEY NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	"log_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hourly_counts" ADD COLUMN "caused" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "language_source" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "zendesk_locale" text;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ratings_contact" ON "ratings" USING btree ("contact_id","asked_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ratings_asked_by" ON "ratings" USING btree ("asked_by");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "ratings_rated" ON "ratings" USING btree ("rated_at") WHERE rated_at is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "said_at" ON "said" USING btree ("said_at");