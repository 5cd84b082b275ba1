import type { World } from "./world.ts";

/** What is left of the error that `die` gives. */
export const CLOSED = "zendesk rejected HTTP 422: Ticket … is closed";

/** Dead tasks of a kind, each in a lane of its own unless named, whose errors tell of a ticket each. */
export function die(
  world: World,
  count: number,
  {
    kind = "add-note",
    error = "zendesk rejected HTTP 422: Ticket # is closed",
    key = "d",
    lane = null as string | null,
  } = {},
) {
  return world.database.rows(
    `insert into tasks (kind, lane, dedupe_key, upstream, payload, attempts, claims, dead_at, last_error)
     select $1, coalesce($5, 'note:' || $4 || n), $4 || n, 'none', '{}', 8, 8, now() - interval '1 hour' - n * interval '1 second',
       replace($3, '#', n::text) from generate_series(1, $2::int) n`,
    [kind, count, error, key, lane],
  );
}

/** How many are dead, how many go on, and how many were discarded. */
export const stand = async (world: World) => {
  const [counts] = await world.database.rows<{ dead: number; open: number; done: number }>(
    `select count(*) filter (where dead_at is not null)::int as dead, count(*) filter (where done_at is null and dead_at is null)::int as open,
       count(*) filter (where last_error like 'Discarded by hand.%')::int as done from tasks`,
  );
  return counts;
};

/** Nothing is run meanwhile: what was retried stays as it was put. */
export const hold = (world: World) =>
  world.database.rows("update tasks set version = 99 where dead_at is not null");
