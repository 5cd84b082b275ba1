import { expect } from "vitest";
import { dieAtEachStep, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { test } from "../support/world.ts";

const FIRST = "My card was charged twice";
const SECOND = "And once more today";
const customer = (step: number) => `whatsapp:+1415555${7000 + step}`;

test.for(["first", "second"] as const)(
  "killed before each single step of filing a contact's %s message without its late photo, and then the photo: each once",
  { timeout: 180_000 },
  async (doomedMessage, { world }) => {
    let late = 0;
    await dieAtEachStep(world, {
      most: 40,
      async prepare(step) {
        const From = customer(step);
        if (doomedMessage === "second") {
          await storeWithoutWork(world, From, FIRST);
          await endLeasesAndSettle(world);
        }
        world.fail("twilio", { status: 500 }, { times: 3, when: ({ path }) => path.includes("/Media/") });
        await storeWithoutWork(world, From, doomedMessage === "first" ? FIRST : SECOND);
        await world.settle();
        await world.later(10);
        // The third attempt, which does without the photo, and then the task that brings it.
        await world.database.rows(
          "update tasks set due_at = now(), created_at = created_at - interval '40 seconds' where done_at is null",
        );
      },
      async check(step) {
        const From = customer(step);
        await endLeasesAndSettle(world);
        await endLeasesAndSettle(world);
        world.heal();

        const user = world.zendesk.users.find(({ external_id }) => external_id === From.slice(9));
        const tickets = world.zendesk.tickets.filter(({ requester_id }) => requester_id === user?.id);
        expect(tickets, `step ${step}`).toHaveLength(1);
        const filed = tickets[0]?.comments.slice(doomedMessage === "first" ? 0 : 1) ?? [];
        const files = filed.map(({ attachments }) => attachments.length);
        // Killed early enough, it is tried once more and has its photo at once.
        expect([[1], [0, 1]], `step ${step}`).toContainEqual(files);
        if (files.length === 2) late += 1;
        expect(
          world.twilio.sent.filter(({ to }) => to === From),
          `step ${step}`,
        ).toHaveLength(1);
      },
    });
    expect(late).toBeGreaterThan(5);
  },
);
