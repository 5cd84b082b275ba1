import { expect } from "vitest";
import { dieAtEachStep, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { test, type World } from "../support/world.ts";

const FIRST = "My card was charged twice";
const SECOND = "And once more today";
const customer = (step: number) => `whatsapp:+1415555${7000 + step}`;

test.for(["first", "second"] as const)(
  "killed before each single step of a contact's %s message: one ticket, each message once, one confirmation",
  {
    timeout: 180_000,
  },
  async (doomedMessage, { world }) => {
    await dieAtEachStep(world, {
      most: 40,
      async prepare(step) {
        if (doomedMessage === "second") {
          await storeWithoutWork(world, customer(step), FIRST);
          await endLeasesAndSettle(world);
          world.zendesk.solve(world.zendesk.tickets.at(-1)?.id ?? 0);
        }
        await storeWithoutWork(world, customer(step), doomedMessage === "first" ? FIRST : SECOND);
      },
      async check(step) {
        await endLeasesAndSettle(world);
        if (doomedMessage === "first") {
          await storeWithoutWork(world, customer(step), SECOND);
          await endLeasesAndSettle(world);
        }
        expectOneOfEach(world, customer(step), `step ${step}`);
      },
    });
  },
);

function expectOneOfEach(world: World, From: string, step: string): void {
  const users = world.zendesk.users.filter(
    ({ external_id }) => external_id === From.replace("whatsapp:", ""),
  );
  expect(users, step).toHaveLength(1);
  const tickets = world.zendesk.tickets.filter(({ requester_id }) => requester_id === users[0]?.id);
  expect(tickets, step).toHaveLength(1);
  expect(tickets[0]?.status, step).not.toBe("solved");
  const comments = tickets[0]?.comments.map(({ body, attachments }) => [
    body.split("\n")[0],
    attachments.length,
  ]);
  expect(comments, step).toEqual([
    [FIRST, 1],
    [SECOND, 1],
  ]);
  const replies = world.twilio.sent.filter(({ to }) => to === From).map(({ body }) => body);
  expect(replies, step).toEqual([
    `Ticket #${tickets[0]?.id} created: '${FIRST}'. We'll get back to you soon.`,
  ]);
}
