CREATE INDEX IF NOT EXISTS "contact_logs_of_conversation" ON "contact_logs" USING btree ("conversation_sid","created_at") WHERE conversation_sid is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contact_logs_batch_queued" ON "contact_logs" USING btree ("batch_id","due_at","id") WHERE batch_id is not null and handed_over_at is null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "contact_logs_batch_unanswered" ON "contact_logs" USING btree ("batch_id","handed_over_at") WHERE batch_id is not null and handed_over_at is not null and failed_at is null and twilio_message_sid is null and external_message_id is null;--> statement-breakpoint
-- What indexes name, in their conditions too, may not change if an update is to write its row alone. Those of the first two take the place
-- of two that named `status`, and are there before these go. The deployment before this one finds its messages by them as well, but for
-- those to look up at a provider: until it is gone, it reads all without an id of Twilio's for them.
DROP INDEX "contact_logs_conversation";--> statement-breakpoint
DROP INDEX "contact_logs_batch_due";--> statement-breakpoint
DROP INDEX "contact_logs_batch_handed_over";--> statement-breakpoint
-- Such an update needs room in the row's own page. It is left in new pages; old ones get it as their rows go.
ALTER TABLE "contact_logs" SET (fillfactor = 90);