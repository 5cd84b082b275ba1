import { expect } from "vitest";
import { erase, receiptOf, wellKnown } from "../support/forgotten.ts";
import { test, type World } from "../support/world.ts";

const FIVE_MINUTES = 400;
const HOUR = 3_600;

const finished = async (world: World, id: string) => {
  const receipt = await receiptOf(world, id);
  expect(receipt.state).toBe("finished");
  return receipt;
};

/** Twilio fails for one message until its task is dead; all else is forgotten. */
async function deadAtTwilio(world: World): Promise<{ id: string }> {
  const id = await wellKnown(world);
  const cursed = world.twilio.messages[0]?.sid ?? "";
  world.fail(
    "twilio",
    { status: 500 },
    { when: ({ method, path }) => method === "DELETE" && path.includes(cursed) },
  );
  await erase(world);
  for (let n = 0; n < 3; n += 1) await world.later(FIVE_MINUTES);
  expect(world.twilio.messages.map(({ sid }) => sid)).toEqual([cursed]);
  for (let n = 0; n < 12; n += 1) await world.later(9 * HOUR);
  const receipt = await finished(world, id);
  expect(receipt.twilio?.things.filter(({ state }) => state === "refused")).toContainEqual(
    expect.objectContaining({ what: "message", why: expect.stringContaining("ask for it once more") }),
  );
  expect([receipt.twilio?.pending, receipt.zendesk?.pending, receipt.zendesk?.refused]).toEqual([0, 0, 0]);
  return { id };
}

test("a message that always fails holds up none of the others, and its death is told on the receipt", async ({
  world,
}) => {
  await deadAtTwilio(world);
});

test.for(["run again", "asked for again after it was purged"])(
  "a dead task that is %s: what it gave up is forgotten after all",
  async (how, { world }) => {
    const { id } = await deadAtTwilio(world);
    world.heal();
    if (how === "run again") {
      const isDead = "dead_at is not null and kind = 'erase-elsewhere'";
      await world.database.rows(
        `update tasks set dead_at = null, attempts = 0, due_at = now() where ${isDead}`,
      );
      await world.settle();
    } else {
      await world.database.rows("delete from tasks where dead_at is not null");
      await finished(world, id);
      await erase(world, { id, everywhere: true });
      await world.later(FIVE_MINUTES);
    }
    expect((await finished(world, id)).twilio).toMatchObject({ refused: 0, pending: 0 });
    expect(world.twilio.messages).toEqual([]);
  },
);
