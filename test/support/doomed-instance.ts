import { expect } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { connect } from "../../lib/db/client.ts";
import { createUpstreamFetch } from "../../lib/http/upstream.ts";
import { parseInbound } from "../../lib/providers/twilio/parse-inbound.ts";
import { createDeps, type DepsOptions } from "../../lib/wiring/wire.ts";
import type { World } from "./world.ts";

class Killed extends Error {}

/**
 * An instance that is killed at its n-th statement or call upstream: just before it, or after it was done and before its
 * answer was heard. From then on it does nothing at all, as a dead process does.
 */
export function doomedInstance(
  world: World,
  dieAt: number,
  when: "before" | "after",
  options: DepsOptions = {},
) {
  const env = parseEnv(world.env);
  const db = world.database.lend?.() ?? connect(env.database);
  const fetchUpstream = createUpstreamFetch(env);
  let count = 0;
  const doomed =
    <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      count += 1;
      if (count > dieAt || (count === dieAt && when === "before")) throw new Killed();
      const result = await work(...args);
      if (count >= dieAt) throw new Killed();
      return result;
    };
  const nothing = () => {};
  const deps = createDeps(world.env, {
    patienceMs: 0,
    log: { info: nothing, warn: nothing, error: nothing, debug: nothing },
    // One statement's row type is as good as another's to a counter.
    db: { query: doomed(db.query) as typeof db.query, close: db.close },
    fetchUpstream: doomed(fetchUpstream),
    ...options,
  });
  return { deps, died: () => count >= dieAt, close: db.close };
}

type Scene = {
  prepare(step: number): Promise<void>;
  /** What the instance does until it dies; its work, unless said otherwise. */
  run?(doomed: ReturnType<typeof doomedInstance>): Promise<void>;
  check(step: number): Promise<void>;
  /** After so many steps none may be left to die at. */
  most?: number;
  /** What the instance has beside what every other has. */
  options?: DepsOptions;
};

/**
 * Lets an instance die before each single step of the work that `prepare` leaves, each time another customer's, until no step is left.
 * Returns how many there were. One that dies after a step leaves what one leaves that dies before the next: what was done is the same.
 */
export async function dieAtEachStep(
  world: World,
  { prepare, run = drainAlone, check, most = 60, options }: Scene,
): Promise<number> {
  for (let step = 1; step <= most; step += 1) {
    await prepare(step);
    const doomed = doomedInstance(world, step, "before", options);
    await run(doomed);
    await doomed.close();
    await check(step);
    if (!doomed.died()) {
      expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
      return step;
    }
  }
  throw new Error(`it still died at step ${most}`);
}

const drainAlone = ({ deps }: ReturnType<typeof doomedInstance>) => deps.drain().catch(() => {});

const PHOTO = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };

/** The webhook's instance stored the message, with a photo unless told otherwise, and was killed before it began its work. */
export async function storeWithoutWork(
  world: World,
  From: string,
  Body: string,
  files = [PHOTO],
): Promise<void> {
  const { form } = world.twilio.miss({ From, Body }, files);
  const { message } = parseInbound(form);
  if (message) await world.deps.receive([message]);
}

/** The dead instance's leases end, and others do its work. */
export async function endLeasesAndSettle(world: World): Promise<void> {
  for (let n = 0; n < 3; n += 1) await world.later(200);
  // Two of one lane that were claimed at once: the second is given back for a moment, which a busy machine sees more often.
  const soon =
    "select 1 from tasks where done_at is null and dead_at is null and due_at < now() + interval '5 seconds'";
  for (let n = 0; n < 5 && (await world.database.rows(soon)).length > 0; n += 1) await world.later(5);
}
