CREATE TABLE "account_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"field" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_events_dedupe_key_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "conversation_participants" (
	"sid" text PRIMARY KEY NOT NULL,
	"conversation_sid" text NOT NULL,
	"identity" text,
	"address" text,
	"proxy_address" text,
	"binding_type" text,
	"role_sid" text,
	"added_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversation_states" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_sid" text NOT NULL,
	"state_from" text,
	"state_to" text NOT NULL,
	"reason" text,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_states_once" UNIQUE("conversation_sid","state_to","changed_at")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"sid" text PRIMARY KEY NOT NULL,
	"chat_service_sid" text,
	"messaging_service_sid" text,
	"friendly_name" text,
	"unique_name" text,
	"attributes" text,
	"state" text,
	"state_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "conversation_sid" text;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "pricing_category" text;--> statement-breakpoint
CREATE INDEX "account_events_field" ON "account_events" USING btree ("field","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversation_participants_conversation" ON "conversation_participants" USING btree ("conversation_sid");--> statement-breakpoint
CREATE INDEX "contact_logs_conversation" ON "contact_logs" USING btree ("conversation_sid","created_at" DESC NULLS LAST);