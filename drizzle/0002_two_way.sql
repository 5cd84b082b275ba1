CREATE TABLE "approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contact_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"ticket_id" text,
	"decision" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "choices" jsonb;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "command" text;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "zendesk_comment_id" text;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "part" integer;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "held_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "despite_opt_out" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "requires_ack" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "contact_logs" ADD COLUMN "acknowledged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "status_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_once" ON "approvals" USING btree ("contact_id",lower("reference"));--> statement-breakpoint
CREATE UNIQUE INDEX "contact_logs_comment_once" ON "contact_logs" USING btree ("zendesk_comment_id","part") WHERE zendesk_comment_id is not null;--> statement-breakpoint
CREATE INDEX "contact_logs_held" ON "contact_logs" USING btree ("contact_id") WHERE held_at is not null;--> statement-breakpoint
CREATE INDEX "contact_logs_to_acknowledge" ON "contact_logs" USING btree ("contact_id","created_at" DESC NULLS LAST) WHERE requires_ack and acknowledged_at is null;