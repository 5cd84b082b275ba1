import { expect } from "vitest";
import { dieAtEachStep, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { test } from "../support/world.ts";

const FIRST = "My card was charged twice";
const SECOND = "And once more today";
const customer = (step: number) => `whatsapp:+1415555${7000 + step}`;

test.for(["a ticket", "a comment"] as const)(
  "killed before each single step of filing %s for a customer whose user was deleted in Zendesk: filed once, as the new user",
  { timeout: 180_000 },
  async (becomes, { world }) => {
    await dieAtEachStep(world, {
      async prepare(step) {
        const From = customer(step);
        await storeWithoutWork(world, From, FIRST);
        await endLeasesAndSettle(world);
        const first = world.zendesk.tickets.at(-1);
        if (!first) throw new Error("no ticket was made");
        if (becomes === "a ticket") world.zendesk.close(first.id);
        world.zendesk.deleteUser(first.requester_id);

        await storeWithoutWork(world, From, SECOND);
      },
      async check(step) {
        const From = customer(step);
        await endLeasesAndSettle(world);

        const user = world.zendesk.users.filter(({ external_id }) => external_id === From.slice(9));
        expect(user, `step ${step}`).toHaveLength(1);
        const filed = world.zendesk.tickets
          .flatMap(({ comments }) => comments)
          .filter(({ author_id }) => author_id === user[0]?.id)
          .map(({ body, attachments }) => [body.split("\n")[0], attachments.length]);
        expect(filed, `step ${step}`).toEqual([[SECOND, 1]]);
        const replies = world.twilio.sent.filter(({ to }) => to === From);
        expect(replies, `step ${step}`).toHaveLength(becomes === "a ticket" ? 2 : 1);
      },
    });
  },
);
