import { expect } from "vitest";
import { call, progress, test } from "../support/messages-api.ts";
import { daysPass, purgeToday } from "../support/retention.ts";

const [ANA, BOB] = ["+14155550100", "+14155550101"];

test("a bulk send's counts outlive its messages, and whom it left out has no number after a year", async ({
  world,
}) => {
  await world.twilio.receive({ From: `whatsapp:${ANA}`, Body: "My invoice is wrong" });
  await world.twilio.receive({ From: `whatsapp:${BOB}`, Body: "STOP" });
  await world.settle();
  const { json } = await call(world, { to: [ANA, BOB], body: "Your invoice is right now" });
  await world.later(1);
  const counts = async () => {
    const { total, queued, sent, delivered, read, failed, skipped } = await progress(world, json.batchId);
    return { total, queued, sent, delivered, read, failed, skipped };
  };
  const before = await counts();
  expect(before).toMatchObject({ total: 1, queued: 0, skipped: 1 });

  await daysPass(world, 366);
  await purgeToday(world);
  expect(await world.database.rows("select skipped from batches")).toMatchObject([{ skipped: [{ to: "" }] }]);
  expect(await counts()).toEqual(before);
  await daysPass(world, 730);
  await purgeToday(world);
  expect(await world.database.rows("select 1 from contact_logs where batch_id is not null")).toEqual([]);
  expect(await counts()).toEqual(before);
});

test("a send that is planned keeps its messages and their texts, however old they are", async ({ world }) => {
  await world.twilio.receive({ From: `whatsapp:${ANA}`, Body: "My invoice is wrong" });
  await world.settle();
  const sendAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const { status } = await call(world, { to: [ANA], body: "Your invoice is right now", sendAt });
  expect(status).toBe(202);
  await world.database.rows("update contact_logs set created_at = created_at - interval '1200 days'");
  await purgeToday(world);
  const planned = await world.database.rows(
    "select body, status from contact_logs where batch_id is not null",
  );
  expect(planned).toEqual([{ body: "Your invoice is right now", status: "accepted" }]);
});
