CREATE TABLE "hash_keys" (
	"name" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hourly_counts" ADD COLUMN "billable" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "provider" text;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "sender" text;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "via" text;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "is_billable" boolean;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "pricing_model" text;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "pricing_type" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "sms_opted_out_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "sms_opt_out_reason" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "held_by_agent_since" timestamp with time zone;--> statement-breakpoint
-- Who had opted out of everything stays so on either channel.
UPDATE "contacts" SET "sms_opted_out_at" = "opted_out_at", "sms_opt_out_reason" = "opt_out_reason" WHERE "opted_out_at" IS NOT NULL;
--> statement-breakpoint
INSERT INTO "hash_keys" ("name", "key") VALUES ('erased', gen_random_uuid()::text || gen_random_uuid()::text);
