import { expect } from "vitest";
import { BUSINESS, test } from "../support/assistant.ts";
import { dieAtEachStep, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { lastTicket, notes } from "../support/two-way.ts";

test(`killed before each step of HUMAN after a question: one ticket, one line, both messages`, {
  timeout: 180_000,
}, async ({ world }) => {
  const customer = (step: number) => `whatsapp:+1415555${7000 + step}`;
  await dieAtEachStep(world, {
    most: 90,
    options: { business: BUSINESS },
    async prepare(step) {
      await storeWithoutWork(world, customer(step), "My parcel is late", []);
      await storeWithoutWork(world, customer(step), "HUMAN", []);
    },
    async run({ deps }) {
      for (let n = 0; n < 2; n += 1) {
        await deps.drain().catch(() => {});
        await world.age(5);
      }
      await deps.drain().catch(() => {});
    },
    async check(step) {
      await endLeasesAndSettle(world);
      // The model may have answered the first before HUMAN was read: then it stands in the note.
      const said = world.twilio.sent.filter(({ to }) => to === customer(step)).map(({ body }) => body);
      const written = lastTicket(world)
        .comments.map(({ body }) => body)
        .join("\n");
      expect(world.zendesk.tickets, `step ${step}`).toHaveLength(step);
      expect(written.split("My parcel is late").length, `step ${step}`).toBe(2);
      expect(new Set(said).size, `step ${step}`).toBe(said.length);
      expect(notes(world), `step ${step}`).toHaveLength(1);
    },
  });
});
