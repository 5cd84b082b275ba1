import { expect } from "vitest";
import { visit } from "../support/console.ts";
import { daysPass, purgeToday } from "../support/retention.ts";
import { live, type Person } from "../support/rich-life.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { test, type World } from "../support/world.ts";

const OLD = "+14155550188";
const ANA: Person = {
  phone: "+14155550100",
  bsuid: "US.13491208655302741918",
  username: "ana.zq7",
  name: "Zqana Lovelace",
  word: "zqana",
};

/** Rows of other tables than these that hold one of her words, or her number. */
async function rowsThatKnowHer(world: World, except: string[]): Promise<string[]> {
  const rows = (await everythingWeKeep(world)).filter((row) => /zqana|4155550100|4155550188/i.test(row));
  return rows.filter((row) => !except.some((table) => row.startsWith(`${table} `)));
}

test("whatever way a person wrote and was written to: a year later the texts are gone, three years later all but that they opted out", async ({
  world,
}) => {
  await live(world, ANA, OLD);
  const texts = async () =>
    (await rowsThatKnowHer(world, ["contacts", "approvals", "conversations", "conversation_participants"]))
      .map((row) => row.replace(/"(contact_address|sender)": "[^"]*"|"wamid\.[^"]*"/g, ""))
      .filter((row) => /zqana/i.test(row));
  expect(await texts()).not.toEqual([]);
  // What waits for the customer to write is kept for a hundred days more.
  await daysPass(world, 470);
  await purgeToday(world);
  expect(await texts()).toEqual([]);

  // A ticket that is open is kept, with where its answer goes.
  await world.database.rows("update tickets set status = 'closed'");
  await daysPass(world, 800);
  // Once her messages are gone, a second day finds the conversations without any.
  for (let day = 1; day <= 2; day += 1) await purgeToday(world);
  const rest = await rowsThatKnowHer(world, []);
  // Who wants no more of it must stay known.
  expect(rest.map((row) => /^(\w+) .*"opted_out_at": "2/.exec(row)?.[1] ?? row)).toEqual(["contacts"]);
});

test("a month after it was forgotten a message that is delivered again is still known, and its text stays away", async ({
  world,
}) => {
  const { sid } = await world.twilio.receiveMedia(
    { From: `whatsapp:${ANA.phone}`, Body: "zqana's bill" },
    [],
  );
  await world.settle();
  await daysPass(world, 396);
  await purgeToday(world);
  await world.twilio.redeliver(sid);
  await world.settle();
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual([""]);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.zendesk.tickets[0]?.comments).toHaveLength(1);
});

test("what nobody knows to have arrived is listed until its text is forgotten; then nobody sends it again", async ({
  world,
}) => {
  await world.twilio.receive({ From: `whatsapp:${ANA.phone}`, Body: "My bill is wrong" });
  await world.settle();
  await world.database.rows(
    `update contact_logs set status = 'accepted', twilio_message_sid = null, handed_over_at = now(), unsure_at = '2026-01-01T00:00:00.000001Z'
     where direction = 'outbound'`,
  );
  await world.database.rows(
    `insert into tasks (kind, dedupe_key, payload, done_at) select 'report-unsure', id || ':2026-01-01T00:00:00.000001Z', jsonb_build_object('logId', id), now()
     from contact_logs where direction = 'outbound'`,
  );
  const listed = async () => (await visit(world, "/unconfirmed")).text();
  await daysPass(world, 300);
  await purgeToday(world);
  expect(await listed()).toContain("Send again");
  await daysPass(world, 66);
  await purgeToday(world);
  expect(await listed()).not.toContain("Send again");
  await purgeToday(world);
  expect(await world.tasks("report-unsure")).toEqual([]);
  expect((await world.logs("outbound")).map(({ body }) => body)).toEqual([""]);
});
