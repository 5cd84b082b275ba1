import { expect } from "vitest";
import { beginRecovery } from "../../lib/db/recoveries/recoveries.ts";
import { cronCalls, daysPass, everything, recover, recoveries, untilRecovered } from "../support/recovery.ts";
import { LINES, lastTicket, notes } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const MINUTE = 60;

/** Ana's ticket, which was opened a day ago. Nothing rings. */
async function withTicket(world: World) {
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  await world.database.rows("update tickets set relayed_until = relayed_until - interval '20 hours'");
  const before = line.received().length;
  return { ticket: lastTicket(world), answers: () => line.received().slice(before) };
}

/** An agent wrote so many minutes ago, and it never rang. */
function wrote(world: World, text: string, minutesAgo: number): void {
  const comment = world.zendesk.answer(lastTicket(world).id, { text });
  comment.created_at = new Date(Date.now() - minutesAgo * MINUTE * 1000).toISOString();
}

test("answers that never rang are relayed, in order and once; those of yesterday are named in a note", async ({
  world,
}) => {
  const { answers } = await withTicket(world);
  wrote(world, "Written this morning", 5 * 60);
  wrote(world, "Written an hour ago", 60);
  wrote(world, "Written just now", 5);
  await cronCalls(world);
  expect(answers()).toEqual(["Written an hour ago", "Written just now"]);
  expect(notes(world)).toEqual([
    expect.stringMatching(/^Not sent to the customer: the public replies on this ticket of /),
  ]);
  const found = (await recoveries(world)).find(({ upstream }) => upstream === "zendesk");
  expect(found).toMatchObject({ counts: { answers: 2 } });
  const before = await everything(world);
  await daysPass(world);
  await cronCalls(world);
  expect(await everything(world)).toEqual(before);
  expect(answers()).toHaveLength(2);
});

test("a ticket that did not change since the last look is not looked at", async ({ world }) => {
  const { ticket } = await withTicket(world);
  ticket.updated_at = new Date(Date.now() - 9 * 24 * 60 * MINUTE * 1000).toISOString();
  await recover(world, { upstream: "zendesk" });
  expect(world.callsTo("GET", "/comments")).toEqual([]);
});

test("a status that never rang is known after the look", async ({ world }) => {
  const { ticket } = await withTicket(world);
  world.zendesk.solve(ticket.id);
  await recover(world, { upstream: "zendesk" });
  expect(await world.database.rows("select status from tickets")).toEqual([{ status: "solved" }]);
});

test("many open tickets are looked at a few at a time, and one that Zendesk does not show keeps none from it", async ({
  world,
}) => {
  for (let n = 0; n < 12; n += 1)
    await LINES.twilio(world, `whatsapp:+1415555${2000 + n}`).writes("My invoice is wrong");
  for (const { id } of world.zendesk.tickets) world.zendesk.answer(id, { text: `An answer on ${id}` });
  const [, hidden] = world.zendesk.tickets;
  world.fail("zendesk", { status: 422 }, { when: ({ path }) => path.includes(`/${hidden?.id}/comments`) });
  await beginRecovery(world.deps.db, { upstream: "zendesk", since: null });
  await world.settle();
  expect(world.callsTo("GET", "/comments").length).toBeLessThanOrEqual(5);
  await untilRecovered(world);
  expect((await recoveries(world)).at(-1)?.counts).toEqual({ answers: 11, looked: 12 });
  world.heal();
  await daysPass(world);
  expect(await recover(world, { upstream: "zendesk" })).toMatchObject({ answers: 1 });
});

test("while Zendesk is away the look waits, and goes on where it stood", async ({ world }) => {
  const { answers } = await withTicket(world);
  wrote(world, "Written just now", 5);
  world.fail("zendesk", { status: 503 }, { times: 1 });
  expect(await recover(world, { upstream: "zendesk" })).toMatchObject({ answers: 1 });
  expect(answers()).toEqual(["Written just now"]);
});
