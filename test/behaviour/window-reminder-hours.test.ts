import { expect } from "vitest";
import { onThatDay, scheduleOf } from "../support/hours.ts";
import { agentAnswers, hoursPass, LINES, notes } from "../support/two-way.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

type Agents = { world: World; areThere(from: number, to: number): void; pass(hours: number): Promise<void> };

/** Worlds in which agents are there once a week, between these hours from when a test says so, and in which time passes. */
const test = base.extend<{ agents: Agents }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  agents: async ({}, use) => {
    let there = { from: 0, to: 0 };
    const world = await createWorld({
      env: { ZENDESK_WINDOW_REMINDER: undefined, BUSINESS_HOURS: "24/7 UTC" },
      deps: { schedule: async () => scheduleOf(onThatDay(there.from, there.to)) },
    });
    world.zendesk.connectWebhook();
    await use({
      world,
      areThere(from, to) {
        there = { from, to };
      },
      // What was written is older, and the hours are nearer.
      pass(hours) {
        there = { from: there.from - hours, to: there.to - hours };
        return hoursPass(world, hours);
      },
    });
    await world.close();
  },
});

test.for(["twilio", "meta"] as const)(
  "by %s, agents who will have left are reminded an hour before they leave, and not again",
  async (channel, { agents }) => {
    const { world } = agents;
    agents.areThere(-2, 4);
    await LINES[channel](world).writes("My invoice is wrong");
    await agents.pass(2);
    expect(notes(world)).toEqual([]);
    await agents.pass(1);
    expect(notes(world)).toEqual([expect.stringMatching(/waits for an answer.*only until/)]);
    for (const hours of [1, 18, 1, 145]) await agents.pass(hours);
    expect(notes(world)).toHaveLength(1);
  },
);

test("agents who are not there before the window closes hear of it when they come back", async ({
  agents,
}) => {
  const { world } = agents;
  agents.areThere(30, 38);
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await ana.writes("And the second one as well");
  await agents.pass(23);
  expect(notes(world)).toEqual([]);
  await agents.pass(7);
  expect(notes(world)).toEqual([expect.stringContaining("Now only a template reaches the customer")]);
  await agents.pass(1);
  expect(notes(world)).toHaveLength(1);
});

test("an agent has answered before they left: nobody is reminded", async ({ agents }) => {
  agents.areThere(30, 38);
  await LINES.twilio(agents.world).writes("My invoice is wrong");
  await agentAnswers(agents.world, { text: "We look into it" });
  await agents.pass(31);
  expect(notes(agents.world)).toEqual([]);
});

test("the customer writes again while nobody is there: the later window counts", async ({ agents }) => {
  const { world } = agents;
  agents.areThere(30, 38);
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await agents.pass(20);
  await ana.writes("Is anybody there?");
  await agents.pass(10);
  expect(notes(world)).toEqual([]);
  // It closes 44 hours after the first message, while they are there no more.
  await agents.pass(7);
  expect(notes(world)).toEqual([expect.stringMatching(/waits for an answer.*only until/)]);
});
