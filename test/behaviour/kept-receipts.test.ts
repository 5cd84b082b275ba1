import { expect } from "vitest";
import { submit } from "../support/console.ts";
import { fieldsOf, pageOf } from "../support/lists.ts";
import { test, type World } from "../support/world.ts";

const CH = `CH${"7".repeat(32)}`;
const IM = `IM${"8".repeat(32)}`;

test.for([
  `EventType=onDeliveryUpdated&ConversationSid=${CH}&MessageSid=${IM}&Status=delivered`,
  `ConversationSid=${CH}&MessageSid=${IM}&EventType=onDeliveryUpdated&Status=delivered`,
  `{"ConversationSid":"${CH}","MessageSid":"${IM}","EventType":"onDeliveryUpdated","Status":"delivered"}`,
])("a receipt of a conversation that an earlier version kept is read again: %s", async (raw, { world }) => {
  await keep(world, raw);
  await submit(world, "/tasks", fieldsOf(await pageOf(world, "/tasks?show=dead")));
  expect(await world.database.rows("select status from contact_logs")).toEqual([{ status: "delivered" }]);
});

async function keep(world: World, raw: string) {
  await world.database.rows(
    `insert into tasks (kind, dedupe_key, payload, dead_at, created_at, last_error)
     values ('unknown-status', 'k', jsonb_build_object('raw', $1::text), now(), now() - interval '1 hour', 'nobody here knows the status x')`,
    [raw],
  );
}
