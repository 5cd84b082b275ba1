import { expect, test, vi } from "vitest";
import type { Settlement } from "../../lib/db/tasks/settlements.ts";
import type { ClaimedTask } from "../../lib/db/tasks/tasks.ts";
import type { Deps } from "../../lib/ports.ts";
import type { Task } from "../../lib/tasks/define.ts";
import { createWorker } from "../../lib/tasks/run.ts";
import { settleSurely } from "../../lib/tasks/settle.ts";
import { newSlot } from "../../lib/tasks/slots.ts";

const TASK: ClaimedTask = {
  id: "1",
  kind: "add-note",
  upstream: "zendesk",
  attempts: 1,
  unheard: 0,
  claims: 1,
  createdAt: new Date(),
  waitingSince: null,
  payload: {},
};
const KIND: Task = { read: () => ({ handle: async () => "went well", onDead: async () => {} }) };
const nothing = () => {};

/** A database that answers with rows when, and as, a test says. */
function databaseOf(...answers: (() => unknown)[]) {
  const query = vi.fn(async () => answers.shift()?.() ?? []);
  const log = { info: nothing, warn: nothing, error: nothing, debug: nothing };
  // A worker that runs nothing else needs no more.
  return { query, deps: { db: { query }, log } as unknown as Deps };
}

const ENDS: [Settlement, boolean][] = [
  [{ state: "done" }, true],
  [{ state: "again", inSeconds: 1 }, false],
  [{ state: "retry", error: "x", inSeconds: 1 }, false],
  [{ state: "waiting", error: "x" }, false],
  [{ state: "postponed", error: "x", inSeconds: 1 }, false],
  [{ state: "dead", error: "x" }, false],
];

test.for(ENDS)("only what is done takes along what is due: %j, %j", async ([settlement, takes]) => {
  const { deps } = databaseOf();
  const lookBeside = vi.fn(async () => true);
  const run = { task: TASK, slot: newSlot("zendesk", new Map()) };
  const { hasLooked } = await settleSurely(deps, KIND, run, { settlement, said: "" }, lookBeside);
  expect([lookBeside.mock.calls.length > 0, hasLooked]).toEqual([takes, takes]);
});

test.for([
  { meanwhile: "nobody", isAll: true },
  { meanwhile: "somebody", isAll: false },
])(
  "a settlement that looks while $meanwhile else does says that it saw all: $isAll",
  async ({ meanwhile, isAll }) => {
    let letGo = nothing;
    const held = new Promise<unknown[]>((resolve) => {
      letGo = () => resolve([]);
    });
    const { deps, query } = databaseOf(
      () => [[], [TASK], [], [], []],
      () => held,
    );
    const registry = { "add-note": KIND } as Parameters<typeof createWorker>[1];
    const work = createWorker(deps, registry);
    const told: unknown[] = [];
    const { begun } = await work(() => (look) => void told.push(look.isAll));
    await vi.waitFor(() => expect(query).toHaveBeenCalledTimes(2), 60_000);
    if (meanwhile === "somebody") await work(() => null);
    letGo();
    await Promise.all(begun);
    expect(told).toEqual([isAll]);
  },
);
