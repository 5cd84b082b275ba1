CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"idempotency_key" text,
	"request_hash" text NOT NULL,
	"provider" text NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted" integer,
	"skipped" jsonb,
	"send_at" timestamp with time zone,
	"canceled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "batches_idempotency_key_unique" UNIQUE("idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "send_paces" (
	"provider" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"share" double precision DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "position" integer;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "retry_of" uuid;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "fallback_of" uuid;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "unsure_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "attempts" integer;--> statement-breakpoint
CREATE INDEX "batches_created" ON "batches" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "contact_logs" ADD CONSTRAINT "contact_logs_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_logs_batch_position" ON "contact_logs" USING btree ("batch_id","position") WHERE batch_id is not null and retry_of is null and fallback_of is null;--> statement-breakpoint
CREATE INDEX "contact_logs_batch_due" ON "contact_logs" USING btree ("batch_id","due_at","id") WHERE batch_id is not null and status = 'accepted' and handed_over_at is null;--> statement-breakpoint
CREATE INDEX "contact_logs_batch_handed_over" ON "contact_logs" USING btree ("batch_id","handed_over_at") WHERE batch_id is not null and status = 'accepted' and handed_over_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_logs_retry_once" ON "contact_logs" USING btree ("retry_of") WHERE retry_of is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_logs_fallback_once" ON "contact_logs" USING btree ("fallback_of") WHERE fallback_of is not null;