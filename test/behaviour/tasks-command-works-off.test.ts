import { expect } from "vitest";
import { runTasks } from "../../lib/cli/tasks/run-tasks.ts";
import { keepWhatIsSaid } from "../support/setup-command.ts";
import { test } from "../support/world.ts";

test("what is retried from a terminal is done from there, though nobody wakes the deployment", async ({
  world,
}) => {
  world.fail("zendesk", { status: 422 }, { when: ({ path }) => path.includes("/tickets") });
  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My card was charged twice" });
  await world.settle();
  world.heal("zendesk");
  expect(await world.tasks("file-message")).toMatchObject([{ dead_at: expect.any(Date) }]);
  const { surroundings, said } = keepWhatIsSaid(world.env);
  expect(await runTasks(["--retry", "--kind", "file-message"], surroundings)).toBe(0);
  expect(said()).toContain("1 tried again, from here.\nWhat was due is done.");
  expect(await world.tasks("file-message")).toMatchObject([{ done_at: expect.any(Date), dead_at: null }]);
  expect(world.zendesk.tickets).toHaveLength(1);
});
