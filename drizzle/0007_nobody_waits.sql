ALTER TABLE "tasks" ADD COLUMN "behind" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "passed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "leased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "waiting_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "throttles" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "relayed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "upstream_pauses" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "upstream_pauses" ADD COLUMN "failed_task" bigint;--> statement-breakpoint
ALTER TABLE "upstream_pauses" ADD COLUMN "pauses" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "upstream_pauses" ADD COLUMN "paused_by" bigint;--> statement-breakpoint
ALTER TABLE "upstream_pauses" ADD COLUMN "probe_id" bigint;--> statement-breakpoint
ALTER TABLE "upstream_pauses" ADD COLUMN "probe_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "upstream_pauses" ADD COLUMN "away_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "tasks_ready" ON "tasks" USING btree ("upstream","due_at","id") WHERE done_at is null and dead_at is null and not behind;--> statement-breakpoint
-- A contact's answers go out in a lane for each provider, so that one that is away holds up none of the other's.
UPDATE "tasks" SET "lane" = "upstream" || substr("lane", 5) WHERE "lane" LIKE 'send:%' AND "done_at" IS NULL AND "dead_at" IS NULL;
--> statement-breakpoint
-- Lanes, so that no claim has to step over the thousands that wait behind one: docs/adr/0014. Two locks would not do it: whoever promises
-- a task may not see that the one before it is ending, and whoever ends that one may not see the promise. So a promise holds its lane's
-- lock shared until it is committed, and an end takes it alone before it looks for the next. A promise never waits: without
-- the lock it says nothing, and the claim finds out. 256 locks serve all lanes: one each would not fit into the server's memory.
-- Statistics of an empty table, or old ones, must not make a plan that reads all tasks: what only `tasks_lane` can answer is asked for.
CREATE FUNCTION "tickline_lane_lock"(lane text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT hashtext(lane) & 255 $$;
--> statement-breakpoint
CREATE FUNCTION "tickline_task_enters_lane"() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
  new.behind := new.lane IS NOT NULL AND new.done_at IS NULL AND new.dead_at IS NULL AND new.passed_at IS NULL
    AND pg_try_advisory_xact_lock_shared(7425, tickline_lane_lock(new.lane))
    AND EXISTS (
      SELECT 1 FROM tasks t WHERE t.lane = new.lane AND t.id + 0 < new.id
        AND t.done_at IS NULL AND t.dead_at IS NULL AND t.passed_at IS NULL);
  RETURN new;
END $$;
--> statement-breakpoint
CREATE FUNCTION "tickline_task_leaves_lane"() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7425, tickline_lane_lock(old.lane));
  UPDATE tasks SET behind = false WHERE behind AND id = (
    SELECT t.id FROM tasks t
    WHERE t.lane BETWEEN old.lane AND old.lane AND t.done_at IS NULL AND t.dead_at IS NULL AND t.passed_at IS NULL
    ORDER BY t.lane, t.id LIMIT 1);
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Whom a claim may take of a lane. Asked within the claim itself, it would be planned by whatever statistics there are.
CREATE FUNCTION "tickline_first_of_lane"(asked text) RETURNS bigint LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
  RETURN (
    SELECT t.id FROM tasks t
    WHERE t.lane BETWEEN asked AND asked AND t.done_at IS NULL AND t.dead_at IS NULL AND t.passed_at IS NULL
    ORDER BY t.lane, t.id LIMIT 1);
END $$;
--> statement-breakpoint
CREATE TRIGGER "tasks_enter" BEFORE INSERT ON "tasks" FOR EACH ROW
  WHEN (new.lane IS NOT NULL) EXECUTE FUNCTION tickline_task_enters_lane();
--> statement-breakpoint
CREATE TRIGGER "tasks_return" BEFORE UPDATE OF "id", "lane", "done_at", "dead_at", "passed_at" ON "tasks" FOR EACH ROW
  WHEN (new.id <> old.id OR new.lane IS DISTINCT FROM old.lane OR (new.done_at IS NULL) <> (old.done_at IS NULL)
    OR (new.dead_at IS NULL) <> (old.dead_at IS NULL) OR (new.passed_at IS NULL) <> (old.passed_at IS NULL))
  EXECUTE FUNCTION tickline_task_enters_lane();
--> statement-breakpoint
CREATE TRIGGER "tasks_leave" AFTER UPDATE OF "id", "lane", "done_at", "dead_at", "passed_at" ON "tasks" FOR EACH ROW
  WHEN (old.lane IS NOT NULL AND old.done_at IS NULL AND old.dead_at IS NULL AND old.passed_at IS NULL
    AND (new.id <> old.id OR new.lane IS DISTINCT FROM old.lane
      OR new.done_at IS NOT NULL OR new.dead_at IS NOT NULL OR new.passed_at IS NOT NULL))
  EXECUTE FUNCTION tickline_task_leaves_lane();
--> statement-breakpoint
CREATE TRIGGER "tasks_go" AFTER DELETE ON "tasks" FOR EACH ROW
  WHEN (old.lane IS NOT NULL AND old.done_at IS NULL AND old.dead_at IS NULL AND old.passed_at IS NULL)
  EXECUTE FUNCTION tickline_task_leaves_lane();
--> statement-breakpoint
UPDATE "tasks" t SET "behind" = true WHERE t.lane IS NOT NULL AND t.done_at IS NULL AND t.dead_at IS NULL AND EXISTS (
  SELECT 1 FROM "tasks" o WHERE o.lane = t.lane AND o.id < t.id AND o.done_at IS NULL AND o.dead_at IS NULL);
