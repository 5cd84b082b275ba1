CREATE INDEX IF NOT EXISTS "tasks_in_lane" ON "tasks" USING btree ("lane","id") WHERE done_at is null and dead_at is null and lane is not null;--> statement-breakpoint
-- A claim asks for tasks without a lane as well, so the new one cannot answer it. Counted while nothing was due, PostgreSQL took this one to be
-- the cheapest way to whatever is due, read all of it, asked each row for its lane and sorted them: with 1,500 due, each claim took 16 ms.
DROP INDEX "tasks_lane";
