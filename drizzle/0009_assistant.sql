CREATE TABLE "assistant_turns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"answers" uuid NOT NULL,
	"outcome" text NOT NULL,
	"why" text,
	"opens_ticket" boolean DEFAULT false NOT NULL,
	"progressed" boolean DEFAULT true NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"model" text DEFAULT '' NOT NULL,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"milliseconds" integer DEFAULT 0 NOT NULL,
	"steps" integer DEFAULT 0 NOT NULL,
	"tools" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"passages" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"rest_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	"carried_out_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "knowledge_passages" (
	"version" text NOT NULL,
	"position" integer NOT NULL,
	"file" text NOT NULL,
	"heading" text NOT NULL,
	"body" text NOT NULL,
	"language" text NOT NULL,
	"words" "tsvector" NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "knowledge_passages_version_position_pk" PRIMARY KEY("version","position")
);
--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "assistant_turn_id" uuid;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "assistant_turns_tokens" ON "assistant_turns" USING btree ("created_at","input_tokens","output_tokens");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "assistant_turns_rest" ON "assistant_turns" USING btree ("rest_until") WHERE rest_until is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "knowledge_passages_words" ON "knowledge_passages" USING gin ("words");