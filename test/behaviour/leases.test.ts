import { expect, vi } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { connect, type Db } from "../../lib/db/client.ts";
import { NotDurableError } from "../../lib/errors.ts";
import { createDeps } from "../../lib/wiring/wire.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test, type World } from "../support/world.ts";

const ana = "whatsapp:+14155550100";

/** An instance whose database does what it is told, and whose answers are lost as long as `isLost` says so; with `code`, PostgreSQL said that. */
function deafInstance(world: World, isLost: (statement: string) => boolean, code = "ECONNRESET") {
  const db = connect(parseEnv(world.env).database);
  const nothing = () => {};
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  const query: Db["query"] = async (statement) => {
    const rows = await db.query(statement);
    if (isLost(JSON.stringify(statement))) {
      throw new NotDurableError("its answer was lost", { cause: Object.assign(new Error(), { code }) });
    }
    return rows as never;
  };
  const deps = createDeps(world.env, { patienceMs: 0, log, db: { query, close: db.close } });
  return { deps, close: db.close };
}

const isClaim = (statement: string) => statement.includes("for update skip locked");
const isSettling = (statement: string) => statement.includes("with recovered as");

test("claims whose answers were lost, twelve times over, use up no attempt", async ({ world }) => {
  await storeWithoutWork(world, ana, "My parcel never came", []);
  let claims = 0;
  const deaf = deafInstance(world, (statement) => {
    if (isClaim(statement)) claims += 1;
    return isClaim(statement);
  });
  for (let n = 0; n < 12; n += 1) {
    await deaf.deps.drain().catch(() => {});
    await world.database.rows("update tasks set due_at = now() where done_at is null");
  }
  expect(await world.tasks()).toMatchObject([{ attempts: 0, claims: 12, dead_at: null }]);
  // Where nobody answers, a look is asked for once.
  expect(claims).toBe(12);
  await world.settle();
  expect(world.zendesk.tickets).toHaveLength(1);
  await deaf.close();
});

test("a task whose workers all died without a word is dead in the end, and one that was heard of begins to count anew", async ({
  world,
}) => {
  const ranOut = (leases: number) =>
    world.database.rows(
      "update tasks set unheard = $1, leased_at = now(), due_at = now() where done_at is null",
      [leases],
    );
  await storeWithoutWork(world, ana, "My parcel never came", []);
  await ranOut(23);
  await world.settle();
  expect(await world.database.rows("select distinct unheard from tasks")).toEqual([{ unheard: 0 }]);
  expect(world.zendesk.tickets).toHaveLength(1);
  await storeWithoutWork(world, ana, "And nobody writes", []);
  await ranOut(24);
  await world.settle();
  expect((await world.tasks("answer-message")).at(-1)).toMatchObject({
    dead_at: expect.any(Date),
    last_error: "its worker never came back",
  });
});

test("a settlement whose answer was lost is said again, and the work is not done again", async ({
  world,
}) => {
  await storeWithoutWork(world, ana, "My parcel never came", []);
  let lost = 0;
  const deaf = deafInstance(world, (statement) => {
    if (!isSettling(statement)) return false;
    lost += 1;
    return lost % 3 !== 0;
  });
  await deaf.deps.drain();
  expect(lost).toBeGreaterThanOrEqual(9);
  expect((await world.tasks()).map(({ attempts, done_at }) => [attempts, done_at !== null])).toEqual([
    [1, true],
    [1, true],
    [1, true],
  ]);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.twilio.sent).toHaveLength(1);
  await deaf.close();
});

test("a worker that lives keeps its task, however long it takes", { timeout: 120_000 }, async ({ world }) => {
  world.fail("zendesk", "hang");
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    await world.twilio.receive({ From: ana, Body: "My parcel never came" });
    await vi.waitFor(
      () => expect(world.calls.some(({ provider }) => provider === "zendesk")).toBe(true),
      60_000,
    );
    await world.database.rows(
      "update tasks set due_at = now() + interval '1 second' where leased_at is not null",
    );
    vi.advanceTimersByTime(8_000);
    const renewed =
      "select 1 from tasks where leased_at is not null and due_at > now() + interval '20 seconds'";
    await vi.waitFor(async () => expect(await world.database.rows(renewed)).toHaveLength(1), 60_000);
  } finally {
    vi.useRealTimers();
  }
});

test("a table that somebody holds for minutes uses up no attempt of what needs it", async ({ world }) => {
  await storeWithoutWork(world, ana, "STOP", []);
  let isHeld = true;
  const isReading = (statement: string) => isHeld && statement.includes("from contact_logs l");
  const deaf = deafInstance(world, isReading, "55P03");
  for (let n = 0; n < 12; n += 1) {
    await deaf.deps.drain();
    await world.database.rows("update tasks set due_at = now() where done_at is null");
  }
  expect(await world.tasks()).toMatchObject([{ kind: "answer-message", attempts: 0, dead_at: null }]);
  isHeld = false;
  await world.settle();
  expect(await world.database.rows("select 1 from contacts where opted_out_at is not null")).toHaveLength(1);
  await deaf.close();
});
