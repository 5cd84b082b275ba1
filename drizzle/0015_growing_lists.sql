CREATE INDEX IF NOT EXISTS "audit_action" ON "audit" USING btree ("action","at","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "conversation_participants_address" ON "conversation_participants" USING btree ("address");--> statement-breakpoint
ALTER TABLE "contacts" SET (fillfactor = 80);