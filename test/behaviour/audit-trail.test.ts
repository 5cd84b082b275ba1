import { expect } from "vitest";
import { auditOf, refuse } from "../support/audit.ts";
import { ACTS } from "../support/audited-acts.ts";
import { fastWorld } from "../support/messages-api.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => fastWorld());

/** What is done anew each time. */
const AGAIN = new Set([
  "a batch is sent",
  "a conversation is created",
  "a message is added to a conversation",
  "a person is erased everywhere by the API",
  "what nobody understood is read again",
  "what nobody understood is read again in bulk",
  // One that has ended is followed by another, and this one may end at once; two at once are one (test/races/recovery.test.ts).
  "a look for what was missed is begun",
]);

test.for(Object.entries(ACTS))(
  "%s: it stands on the audit trail, once",
  async ([, { arrange, does, says }], { world }) => {
    const id = await arrange(world);
    const response = await does(world, id);
    expect(response.status).toBeLessThan(400);
    expect(await auditOf(world)).toMatchObject([says(id)]);
  },
);

test.for(Object.entries(ACTS).filter(([name]) => !AGAIN.has(name)))(
  "%s: done twice, it changes nothing the second time, and says nothing",
  async ([, { arrange, does }], { world }) => {
    const id = await arrange(world);
    await does(world, id);
    await does(world, id);
    expect(await auditOf(world)).toHaveLength(1);
  },
);

test.for(Object.entries(ACTS))(
  "%s: not where it cannot be said",
  async ([, { arrange, does }], { world }) => {
    const id = await arrange(world);
    await world.settle();
    await refuse(world, "insert", "audit");
    const [before, calls] = [await booksOf(world), world.calls.length];
    const response = await does(world, id);
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(await booksOf(world)).toEqual(before);
    expect(world.calls).toHaveLength(calls);
  },
);

/** Every row of ours but what the console's gate keeps of who came in. */
const booksOf = async (world: World) =>
  (await everythingWeKeep(world)).filter((row) => !row.startsWith("wrong_passwords ")).sort();
