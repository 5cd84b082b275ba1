import { expect } from "vitest";
import { handover, secondsAfter } from "../sandbox/meta/others.ts";
import { test } from "../support/world.ts";

const phone = { wa_id: "14155550188", name: "Ana" };

test.for([
  ["user_preferences", { user_preferences: [{ wa_id: phone.wa_id, value: "stop", timestamp: 1731705721 }] }],
  [
    "standby",
    { standby: { messages: [{ id: "wamid.1", from: phone.wa_id, type: "text", text: { body: "Hi" } }] } },
  ],
  [
    "smb_message_echoes",
    { message_echoes: [{ id: "wamid.1", to: phone.wa_id, type: "text", text: { body: "Hi" } }] },
  ],
  [
    "messaging_handovers",
    handover("999999999999999", { from: phone.wa_id, type: "control_taken", at: secondsAfter(999) }),
  ],
  ["phone_number_name_update", { decision: "APPROVED" }],
] as const)("%s of a number that is not ours changes nothing", async ([field, value], { world }) => {
  await world.meta.receive("My printer is on fire", { contact: phone });
  await world.settle();
  const metadata = { phone_number_id: "999999999999999", display_phone_number: "14155550000" };
  const response = await world.meta.post(world.meta.envelope({ metadata, ...value }, field));
  expect(response.status).toBe(200);
  // What the first message promised is logged in the background, before or after.
  expect(world.logged).toContainEqual(expect.objectContaining({ foreign: 1 }));
  expect(await world.database.rows("select opted_out_at as at from contacts")).toEqual([{ at: null }]);
  expect(await world.database.rows("select 1 from account_events")).toEqual([]);
  expect(await world.logs("inbound")).toHaveLength(1);
});
