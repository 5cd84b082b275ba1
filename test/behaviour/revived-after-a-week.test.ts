import { expect } from "vitest";
import { retryTask } from "../../lib/db/tasks/tasks-by-hand.ts";
import { BY_PASSWORD } from "../support/audit.ts";
import { test } from "../support/world.ts";

test("what waited for a week and is tried again by hand is not dead of one 429", async ({ world }) => {
  world.fail("zendesk", { status: 401 });
  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "My parcel never came" });
  await world.settle();
  await world.later(8 * 24 * 3600);
  const [death = { id: "", at: "" }] = await world.database.rows<{ id: string; at: string }>(
    `select id::text, to_char(dead_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from tasks where kind='file-message' and dead_at is not null`,
  );
  world.heal();
  await retryTask(world.deps.db, death, BY_PASSWORD);
  world.fail("zendesk", { status: 429 }, { times: 1 });
  await world.later(100);
  expect(await world.tasks("file-message")).toMatchObject([{ dead_at: null }]);
});
