import { expect } from "vitest";
import { answered, BUSINESS, test, turns } from "../support/assistant.ts";
import { dieAtEachStep, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { REPLIES } from "../support/replies.ts";
import type { World } from "../support/world.ts";

const customer = (step: number) => `whatsapp:+1415555${7000 + step}`;
const heardBy = ({ twilio }: World, From: string) =>
  twilio.sent.filter(({ to }) => to === From).map(({ body }) => body);

const SCENES = {
  "an answer": {
    text: "I have a headache",
    heard: [expect.stringMatching(/rest/i)],
    tickets: 0,
  },
  "a ticket and an answer": {
    text: "My kettle is broken",
    heard: [expect.any(String), expect.stringMatching(/^Ticket #\d+ created/)],
    tickets: 1,
  },
  "a hand-over": {
    text: "I have chest pain",
    heard: [REPLIES.handedOverUnsafe, expect.stringMatching(/^Ticket #\d+ created/)],
    tickets: 1,
  },
};

test.for(Object.entries(SCENES).map(([name, scene]) => ({ name, scene })))(
  "killed before each single step of $name: nothing is lost, and nothing said twice",
  { timeout: 180_000 },
  async ({ scene: { text, heard, tickets } }, { world }) => {
    const steps = await dieAtEachStep(world, {
      most: 80,
      options: { business: BUSINESS },
      prepare: (step) => storeWithoutWork(world, customer(step), text, []),
      async run({ deps }) {
        for (let n = 0; n < 2; n += 1) {
          await deps.drain().catch(() => {});
          await world.age(5);
        }
        await deps.drain().catch(() => {});
      },
      async check(step) {
        await endLeasesAndSettle(world);
        expect(heardBy(world, customer(step)), `step ${step}`).toEqual(heard);
        expect(world.zendesk.tickets, `step ${step}`).toHaveLength(step * tickets);
      },
    });
    // Who died between the model's answer and its being stored leaves a question to be asked once more; nobody else does.
    if (tickets === 0) expect(world.model.asked.length - steps).toBe(1);
    for (const turn of await turns(world)) expect(turn.outcome).not.toBe("asked");
  },
);

test("two instances that come to the same turn at the same time say one thing", async ({ world }) => {
  const other = await world.anotherInstance();
  await storeWithoutWork(world, customer(1), "I have a headache", []);
  await Promise.all([world.deps.drain(), other.deps.drain()]);
  await world.age(5);
  await Promise.all([world.deps.drain(), other.deps.drain()]);
  await answered(world);
  expect(heardBy(world, customer(1))).toHaveLength(1);
  expect(world.model.asked).toHaveLength(1);
});
