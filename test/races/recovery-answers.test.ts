import { expect } from "vitest";
import { beginRecovery } from "../../lib/db/recoveries/recoveries.ts";
import { dieAtEachStep } from "../support/doomed-instance.ts";
import { everything, recover, untilRecovered } from "../support/recovery.ts";
import { LINES, lastTicket } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const ANSWERS = ["We look into it", "It is settled now"];
const customer = (n: number) => `whatsapp:+1415555${7000 + n}`;

/** A customer's ticket, and two answers on it that never rang. */
async function answered(world: World, From: string): Promise<void> {
  await LINES.twilio(world, From).writes("My invoice is wrong");
  for (const text of ANSWERS) world.zendesk.answer(lastTicket(world).id, { text });
}

const received = (world: World, From: string) =>
  LINES.twilio(world, From)
    .received()
    .filter((text) => !text.startsWith("Ticket #"));

test("killed before each single step of a look at tickets: each answer once, in order", {
  timeout: 240_000,
}, async ({ world }) => {
  await dieAtEachStep(world, {
    most: 100,
    async prepare(step) {
      await answered(world, customer(step));
      await beginRecovery(world.deps.db, { upstream: "zendesk", since: null });
    },
    async check(step) {
      for (let n = 0; n < 3; n += 1) await world.later(200);
      await untilRecovered(world);
      expect(received(world, customer(step)), `step ${step}`).toEqual(ANSWERS);
      // So that the next look has this step's ticket alone.
      await world.database.rows("update tickets set status = 'closed'");
    },
  });
});

test("a ring that comes during the look, and one that comes after it, relay nothing twice", async ({
  world,
}) => {
  await answered(world, customer(0));
  const ring = () => world.zendesk.post(JSON.stringify({ ticket_id: lastTicket(world).id }));
  await Promise.all([recover(world, { upstream: "zendesk" }), ring(), ring()]);
  await world.later(10);
  expect(received(world, customer(0))).toEqual(ANSWERS);
  const { logs } = (await everything(world)) as { logs: unknown };
  await ring();
  await world.later(10);
  expect((await everything(world)) as object).toMatchObject({ logs });
});
