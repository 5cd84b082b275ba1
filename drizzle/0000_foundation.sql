CREATE TYPE "public"."direction" AS ENUM('inbound', 'outbound');--> statement-breakpoint
CREATE TYPE "public"."message_status" AS ENUM('received', 'accepted', 'scheduled', 'queued', 'sending', 'sent', 'canceled', 'undelivered', 'failed', 'delivered', 'read');--> statement-breakpoint
CREATE TABLE "contact_logs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid,
	"direction" "direction" NOT NULL,
	"provider" text NOT NULL,
	"channel" text,
	"sender" text,
	"contact_address" text,
	"twilio_message_sid" text,
	"external_message_id" text,
	"ticket_id" text,
	"kind" text NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"template" jsonb,
	"status" "message_status" NOT NULL,
	"error_code" text,
	"error_message" text,
	"handed_over_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_logs_twilio_message_sid_unique" UNIQUE("twilio_message_sid"),
	CONSTRAINT "contact_logs_external_message_id_unique" UNIQUE("external_message_id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone" text,
	"bsuid" text,
	"username" text,
	"profile_name" text,
	"zendesk_user_id" text,
	"last_inbound_at" timestamp with time zone,
	"opted_out_at" timestamp with time zone,
	"opt_out_reason" text,
	"blocked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contacts_phone_unique" UNIQUE("phone"),
	CONSTRAINT "contacts_bsuid_unique" UNIQUE("bsuid"),
	CONSTRAINT "contacts_known_somehow" CHECK ("contacts"."phone" is not null or "contacts"."bsuid" is not null)
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tasks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"lane" text,
	"dedupe_key" text NOT NULL,
	"upstream" text DEFAULT 'none' NOT NULL,
	"payload" jsonb NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claims" integer DEFAULT 0 NOT NULL,
	"done_at" timestamp with time zone,
	"dead_at" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tasks_once" UNIQUE("kind","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" text PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"opened_by" uuid NOT NULL,
	"status" text NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tickets_opened_by_unique" UNIQUE("opened_by")
);
--> statement-breakpoint
CREATE TABLE "upstream_pauses" (
	"upstream" text PRIMARY KEY NOT NULL,
	"paused_until" timestamp with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contact_logs" ADD CONSTRAINT "contact_logs_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_opened_by_contact_logs_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."contact_logs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_logs_contact" ON "contact_logs" USING btree ("contact_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "contact_logs_created" ON "contact_logs" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "tasks_due" ON "tasks" USING btree ("upstream","due_at","id") WHERE done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "tasks_lane" ON "tasks" USING btree ("lane","id") WHERE done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "tasks_dead" ON "tasks" USING btree ("dead_at") WHERE dead_at is not null;--> statement-breakpoint
CREATE INDEX "tickets_contact" ON "tickets" USING btree ("contact_id","created_at" DESC NULLS LAST);