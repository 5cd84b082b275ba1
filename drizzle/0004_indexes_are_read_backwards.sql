DROP INDEX "batches_created";--> statement-breakpoint
DROP INDEX "account_events_field";--> statement-breakpoint
DROP INDEX "contact_logs_contact";--> statement-breakpoint
DROP INDEX "contact_logs_created";--> statement-breakpoint
DROP INDEX "contact_logs_conversation";--> statement-breakpoint
DROP INDEX "contact_logs_to_acknowledge";--> statement-breakpoint
DROP INDEX "tickets_contact";--> statement-breakpoint
CREATE INDEX "batches_created" ON "batches" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "account_events_field" ON "account_events" USING btree ("field","created_at");--> statement-breakpoint
CREATE INDEX "contact_logs_contact" ON "contact_logs" USING btree ("contact_id","created_at");--> statement-breakpoint
CREATE INDEX "contact_logs_created" ON "contact_logs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "contact_logs_conversation" ON "contact_logs" USING btree ("conversation_sid","created_at");--> statement-breakpoint
CREATE INDEX "contact_logs_to_acknowledge" ON "contact_logs" USING btree ("contact_id","created_at") WHERE requires_ack and acknowledged_at is null;--> statement-breakpoint
CREATE INDEX "tickets_contact" ON "tickets" USING btree ("contact_id","created_at");