import { expect } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { connect, type Db } from "../../lib/db/client.ts";
import { NotDurableError } from "../../lib/errors.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test } from "../support/world.ts";

test("a throttled task whose settlement's answer was lost is not dead of its first failure", {
  timeout: 120_000,
}, async ({ world }) => {
  await storeWithoutWork(world, "whatsapp:+14155550100", "My parcel never came", []);
  const db = connect(parseEnv(world.env).database);
  let lost = 0;
  const query: Db["query"] = async (statement) => {
    const rows = await db.query(statement);
    const text = JSON.stringify(statement);
    if (text.includes("with recovered as") && text.includes('"waiting"')) {
      lost += 1;
      if (lost <= 1) throw new NotDurableError("its answer was lost");
    }
    return rows as never;
  };
  const nothing = () => {};
  const deps = createDeps(world.env, {
    patienceMs: 0,
    log: { info: nothing, warn: nothing, error: nothing, debug: nothing },
    db: { query, close: db.close },
  });
  world.fail("zendesk", { status: 429 }, { times: 1 });
  await deps.drain();
  world.heal();
  world.fail("zendesk", { status: 500 }, { times: 1 });
  await world.later(60);
  await world.settle();
  expect(await world.tasks("file-message")).toMatchObject([{ dead_at: null }]);
  await db.close();
});
