import { expect } from "vitest";
import { newWamid } from "../sandbox/meta/message.ts";
import { callContacts } from "../support/contacts.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { test, type World } from "../support/world.ts";

const ANA = { wa_id: "14155550100", name: "Ana" };
const NUMBER_IN_BASE64 = "MTQxNTU1NTAxMDAV";
const BLIND = /^erased:[0-9a-f]{64}$/;

const erase = (world: World) => callContacts(world, "DELETE", { phone: `+${ANA.wa_id}` });
const idsOf = (world: World) =>
  world.database.rows<{ external_message_id: string | null; status: string; error_message: string | null }>(
    "select external_message_id, status, error_message from contact_logs where direction = 'outbound'",
  );

/** A reply of ours whose provider's answer is still under way: it has no id yet. */
async function replyUnderWay(world: World) {
  await world.meta.receive("My invoice is wrong", { contact: ANA });
  await world.settle();
  await world.database.rows(
    "update contact_logs set status = 'accepted', external_message_id = null where direction = 'outbound'",
  );
  const reply = world.meta.sent[0];
  if (!reply) throw new Error("nothing was sent");
  return reply.id;
}

const tellFailed = (world: World, wamid: string, extra = {}) =>
  world.meta.status(wamid, "failed", { errors: [{ code: 131026, title: "To Ana" }], ...extra });

test("a status with our id, after the erasure, leaves Meta's id blind and tells no text", async ({
  world,
}) => {
  const wamid = await replyUnderWay(world);
  await erase(world);
  for (let n = 0; n < 2; n += 1) await tellFailed(world, wamid);
  await world.settle();
  expect(await idsOf(world)).toEqual([
    { external_message_id: expect.stringMatching(BLIND), status: "failed", error_message: null },
  ]);
  await tellFailed(world, wamid, { biz_opaque_callback_data: undefined });
  expect(await idsOf(world)).toHaveLength(1);
});

test("a status without our id before the erasure, and one with it after, are one blind row", async ({
  world,
}) => {
  const wamid = await replyUnderWay(world);
  await world.meta.status(wamid, "sent", { biz_opaque_callback_data: undefined });
  expect(await idsOf(world)).toHaveLength(2);
  await erase(world);
  await world.meta.status(wamid, "delivered");
  expect(await idsOf(world)).toEqual([
    { external_message_id: expect.stringMatching(BLIND), status: "delivered", error_message: null },
  ]);
});

test("a hundred and fifty statuses at once, half of them of an erased person, find their rows", async ({
  world,
}) => {
  const wamid = await replyUnderWay(world);
  await tellFailed(world, wamid);
  await erase(world);
  const strangers = Array.from({ length: 150 }, (_, n) => newWamid({ wa_id: `1415555${2000 + n}` }));
  const statuses = [wamid, ...strangers].map((id) => ({ id, status: "read", timestamp: "1790000000" }));
  await world.meta.post(world.meta.envelope({ statuses }));
  const rows = await idsOf(world);
  expect(rows).toHaveLength(151);
  expect(rows.filter(({ external_message_id: id }) => id?.match(BLIND))).toHaveLength(1);
});

test("a row that a status made in the moment of the erasure goes with the sweep", async ({ world }) => {
  const wamid = await replyUnderWay(world);
  await world.meta.status(wamid, "delivered");
  await erase(world);
  await world.database.rows(
    `insert into contact_logs (id, direction, provider, kind, external_message_id, status)
     values (gen_random_uuid(), 'outbound', 'meta', 'unknown', $1, 'read')`,
    [wamid],
  );
  await world.later(400);
  expect((await everythingWeKeep(world)).filter((row) => row.includes(NUMBER_IN_BASE64))).toEqual([]);
  expect(await idsOf(world)).toHaveLength(1);
});

test("a message that was stored twice in the moment of the erasure does not stop the next one", async ({
  world,
}) => {
  const { wamid } = await world.meta.receive("My invoice is wrong", { contact: ANA });
  await world.settle();
  await erase(world);
  await world.meta.receive("Hello again", { contact: ANA });
  await world.settle();
  await world.database.rows("update contact_logs set external_message_id = $1 where body = 'Hello again'", [
    wamid,
  ]);
  expect((await erase(world)).status).toBe(200);
  expect((await everythingWeKeep(world)).filter((row) => row.includes(NUMBER_IN_BASE64))).toEqual([]);
});
