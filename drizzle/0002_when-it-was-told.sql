ALTER TABLE "conversation_participants" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "told_at" timestamp with time zone;