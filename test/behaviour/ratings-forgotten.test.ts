import { expect } from "vitest";
import { erase } from "../support/forgotten.ts";
import { askedCustomer, ratingsOf, ratingWorld } from "../support/ratings.ts";
import { daysPass, purgeToday } from "../support/retention.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { LINES, lastTicket } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => ratingWorld({ RETENTION_BODIES_DAYS: "100", RETENTION_LOGS_DAYS: "400" }));

const rowsWithWords = async (world: World) =>
  (await everythingWeKeep(world)).filter((row) => row.includes("zqwords"));

/** Ana rated the help as bad, and said why; so did somebody else. */
async function rated(world: World) {
  for (const [phone, words] of [
    ["+14155550100", "Nobody called: zqwords"],
    ["+14155550177", "Too late"],
  ]) {
    const { line } = await askedCustomer(world, "twilio", LINES.twilio(world, `whatsapp:${phone}`));
    await line.writes("3");
    await line.writes(words ?? "");
  }
}

test("erased, a person's ratings are gone with their words, and Zendesk's notes of them; others' stay", async ({
  world,
}) => {
  await rated(world);
  const [ticket] = world.zendesk.tickets;
  expect(JSON.stringify(ticket)).toContain("zqwords");
  for (const { sid } of world.twilio.sent) world.twilio.settle(sid, "delivered");
  await erase(world, { phone: "+14155550100", everywhere: true });
  expect(await rowsWithWords(world)).toEqual([]);
  expect(await ratingsOf(world)).toMatchObject([{ words: "Too late" }]);
  expect(JSON.stringify(ticket)).not.toContain("zqwords");
  expect(JSON.stringify(lastTicket(world))).toContain("Too late");
});

test("words go with bodies, and ratings with logs", async ({ world }) => {
  await rated(world);
  await world.database.rows("update tickets set status = 'closed'");
  await daysPass(world, 101);
  await purgeToday(world);
  expect(await rowsWithWords(world)).toEqual([]);
  expect(await ratingsOf(world)).toMatchObject([
    { score: "bad", words: "" },
    { score: "bad", words: "" },
  ]);
  await daysPass(world, 300);
  await purgeToday(world);
  expect(await ratingsOf(world)).toEqual([]);
});

test("what a deployment that knew no ratings left of an erased person, the day's purge takes", async ({
  world,
}) => {
  await rated(world);
  const kept = await world.database.rows<{ contact_id: string }>(
    "select * from ratings order by asked_at limit 1",
  );
  await erase(world, { phone: "+14155550100" });
  await world.database.rows(
    "insert into ratings select * from jsonb_populate_recordset(null::ratings, $1::jsonb)",
    [JSON.stringify(kept)],
  );
  await purgeToday(world);
  expect(await ratingsOf(world)).toMatchObject([{ words: "Too late" }]);
});
