import { expect } from "vitest";
import { answerOnceMore } from "../support/delivery.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

const isSend = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && /\/messages(\.json)?$/i.test(path);

test("answer lost before Twilio had it, STOP meanwhile: the agent hears that it was not sent", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail("twilio", "drop-before", { times: 1, when: isSend });
  await answerOnceMore(world, "We look into it");
  world.heal();
  await line.writes("STOP");
  for (let n = 0; n < 10; n += 1) {
    await world.later(30);
    await settled(world);
  }
  await world.later(3 * 24 * 3600);
  const row = await world.database.rows<{ status: string }>(
    "select status from contact_logs where body = 'We look into it'",
  );
  expect(row[0]?.status).toBe("canceled");
});

test("answer lost, window closed meanwhile", async ({ world }) => {
  world.zendesk.connectWebhook();
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  world.fail("twilio", "drop-before", { times: 1, when: isSend });
  world.fail("twilio", { status: 503 }, { when: ({ method }) => method === "GET" });
  await answerOnceMore(world, "We look into it");
  await world.later(31);
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '25 hours', sent_at = sent_at - interval '25 hours' where direction='inbound'",
  );
  await world.database
    .rows("update contacts set last_inbound_at = last_inbound_at - interval '25 hours'")
    .catch(() => {});
  world.heal();
  for (let n = 0; n < 10; n += 1) {
    await world.later(60);
    await settled(world);
  }
  await line.writes("Hello? anybody");
  await settled(world);
  expect(line.received()).toContain("We look into it");
});
