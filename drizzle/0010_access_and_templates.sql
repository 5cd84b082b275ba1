CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"by" text NOT NULL,
	"actor_id" text,
	"actor_name" text,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"was" jsonb,
	"became" jsonb
);
--> statement-breakpoint
CREATE TABLE "console_sessions" (
	"hash" text PRIMARY KEY NOT NULL,
	"zendesk_user_id" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_codes" (
	"hash" text PRIMARY KEY NOT NULL,
	"what" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"category" text,
	"status" text NOT NULL,
	"quality" text,
	"rejected_because" text,
	"header" text DEFAULT '' NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"footer" text DEFAULT '' NOT NULL,
	"buttons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"variables" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"synced_at" timestamp with time zone DEFAULT now() NOT NULL,
	"gone_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hourly_counts" ADD COLUMN "templates" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "sent_by" text;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "audit_at" ON "audit" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "audit_subject" ON "audit" USING btree ("subject","at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "console_sessions_expires" ON "console_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "console_sessions_user" ON "console_sessions" USING btree ("zendesk_user_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "one_time_codes_expires" ON "one_time_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "templates_once" ON "templates" USING btree ("provider","external_id","language");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "templates_name" ON "templates" USING btree ("name");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contacts_zendesk_user" ON "contacts" USING btree ("zendesk_user_id") WHERE zendesk_user_id is not null;