import { expect } from "vitest";
import { BUSINESS, test } from "../support/assistant.ts";
import { dieAtEachStep, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { filed, linesOf, turn, waits } from "../support/filed-turns.ts";
import { lastTicket, notes } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

const customer = (step: number) => `whatsapp:+1415555${7000 + step}`;
const publicOf = (world: World) =>
  lastTicket(world)
    .comments.filter((one) => one.public)
    .map(({ body }) => body.split("\n")[0]);

test("killed before each single step of filing what the assistant handed over: one ticket, each message once, one note", {
  timeout: 180_000,
}, async ({ world }) => {
  await dieAtEachStep(world, {
    async prepare(step) {
      const from = { From: customer(step) };
      await turn(world, [await waits(world, "Do you open on Sunday?", from)], { answer: "From ten." });
      const burst = [await waits(world, "My parcel", from), await waits(world, "is late", from)];
      await turn(world, burst, { why: "by-the-model", summary: "Late.", subject: "Late parcel" });
    },
    async check(step) {
      await endLeasesAndSettle(world);
      expect(world.zendesk.tickets, `step ${step}`).toHaveLength(step);
      expect(publicOf(world), `step ${step}`).toEqual(["My parcel", "is late"]);
      expect(notes(world), `step ${step}`).toHaveLength(1);
      expect(linesOf(notes(world)[0]), `step ${step}`).toHaveLength(2);
      expect(lastTicket(world).subject).toBe("Late parcel");
    },
  });
});

test.for([
  ["I have a headache", /^The assistant answered beside this ticket/],
  ["I have chest pain", /^The assistant handed over/],
] as const)(
  "killed before each single step of a turn beside an open ticket (%s): agents read of it once",
  { timeout: 180_000 },
  async ([text, note], { world }) => {
    await dieAtEachStep(world, {
      options: { business: BUSINESS },
      async prepare(step) {
        const From = customer(step);
        await filed(world, await waits(world, "My parcel is late", { From }));
        await storeWithoutWork(world, From, text, []);
        await world.settle();
        await world.age(5);
      },
      async check(step) {
        await endLeasesAndSettle(world);
        expect(world.zendesk.tickets, `step ${step}`).toHaveLength(step);
        expect(publicOf(world), `step ${step}`).toEqual(["My parcel is late", text]);
        expect(notes(world), `step ${step}`).toEqual([expect.stringMatching(note)]);
      },
    });
  },
);
