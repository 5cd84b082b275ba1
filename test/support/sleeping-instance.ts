import { parseEnv } from "../../lib/config/env.ts";
import { connect } from "../../lib/db/client.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import type { World } from "./world.ts";

/**
 * An instance that falls asleep just before its n-th statement, as a frozen function does, and goes on from there when it is
 * woken, long after others took its work. With a condition in place of a number, it sleeps before each statement from then on.
 */
export function sleepingInstance(world: World, sleepAt: number | (() => boolean)) {
  const env = parseEnv(world.env);
  const db = world.database.lend?.() ?? connect(env.database);
  const asleep = Promise.withResolvers<"asleep">();
  const woken = Promise.withResolvers<void>();
  let count = 0;
  const query: typeof db.query = async (statement) => {
    count += 1;
    if (typeof sleepAt === "number" ? count === sleepAt : sleepAt()) {
      asleep.resolve("asleep");
      await woken.promise;
    }
    return db.query(statement);
  };
  const nothing = () => {};
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  const deps = createDeps(world.env, { patienceMs: 0, log, db: { query, close: db.close } });
  return { deps, asleep: asleep.promise, wake: woken.resolve, close: db.close };
}
