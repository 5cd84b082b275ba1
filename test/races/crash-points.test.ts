import { expect } from "vitest";
import { doomedInstance, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { test, type World } from "../support/world.ts";

/** Until no step is left to die at. */
const MOST_STEPS = 40;
const FIRST = "My card was charged twice";
const SECOND = "And once more today";

test.for([
  ["before", "first"],
  ["after", "first"],
  ["before", "second"],
  ["after", "second"],
] as const)(
  "killed %s each single step of a contact's %s message: one ticket, each message once, one confirmation",
  {
    timeout: 90_000,
  },
  async ([when, doomedMessage], { world }) => {
    let survived = false;
    for (let step = 1; step <= MOST_STEPS && !survived; step += 1) {
      const From = `whatsapp:+1415555${7000 + step}`;
      if (doomedMessage === "second") {
        await storeWithoutWork(world, From, FIRST);
        await endLeasesAndSettle(world);
        world.zendesk.solve(world.zendesk.tickets.at(-1)?.id ?? 0);
      }
      await storeWithoutWork(world, From, doomedMessage === "first" ? FIRST : SECOND);
      const doomed = doomedInstance(world, step, when);
      await doomed.deps.drain().catch(() => {});
      survived = !doomed.died();
      await doomed.close();
      await endLeasesAndSettle(world);
      if (doomedMessage === "first") {
        await storeWithoutWork(world, From, SECOND);
        await endLeasesAndSettle(world);
      }
      expectOneOfEach(world, From, `step ${step}`);
    }
    expect(survived).toBe(true);
    expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
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
