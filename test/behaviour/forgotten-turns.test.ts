import { expect } from "vitest";
import { callContacts } from "../support/contacts.ts";
import { daysPass, purgeToday } from "../support/retention.ts";
import { ANSWERED, tookTurn } from "../support/turns.ts";
import { LINES } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";
const SAYS = { answer: "Zqana, press here", subject: "Zqana's password", summary: "Zqana forgot it" };

const turns = ({ database }: World) =>
  database.rows(
    "select answer, subject, summary, model, tools, why, outcome from assistant_turns order by id",
  );

const BLANK = { answer: "", subject: "", summary: "" };
const KEPT = { model: "small-model", tools: ["search_knowledge"], outcome: "answered" };

async function anaWasAnswered(world: World): Promise<string> {
  await LINES.twilio(world).writes("I forgot my password");
  return tookTurn(world, PHONE, { ...ANSWERED, ...SAYS });
}

test("when a person is erased, what the assistant made of their messages goes; nobody else's does", async ({
  world,
}) => {
  await anaWasAnswered(world);
  await LINES.meta(world).writes("I forgot mine as well");
  await tookTurn(world, "+14155550123", { ...ANSWERED, ...SAYS });
  expect((await callContacts(world, "DELETE", { phone: PHONE })).status).toBe(200);
  expect(await turns(world)).toMatchObject([
    { ...BLANK, ...KEPT },
    { ...SAYS, ...KEPT },
  ]);
});

test("an answer that the model gives while its person is erased goes with the look for what was under way", async ({
  world,
}) => {
  const id = await anaWasAnswered(world);
  expect((await callContacts(world, "DELETE", { phone: PHONE })).status).toBe(200);
  await world.database.rows(
    "update assistant_turns set answer = 'Zqana, here', summary = 'Zqana' where id = $1",
    [id],
  );
  await world.later(200);
  expect(await turns(world)).toMatchObject([{ answer: "Zqana, here" }]);
  await world.later(200);
  expect(await turns(world)).toMatchObject([{ ...BLANK, ...KEPT }]);
});

test("of a thousand turns and more none is left out", async ({ world }) => {
  await anaWasAnswered(world);
  await world.database.rows(`
    with turn as (
      insert into assistant_turns (id, answers, outcome, answer)
      select gen_random_uuid(), gen_random_uuid(), 'answered', 'Zqana' from generate_series(1, 2100) returning id
    )
    insert into contact_logs (id, contact_id, direction, provider, kind, status, assistant_turn_id)
    select gen_random_uuid(), c.id, 'outbound', 'twilio', 'text', 'sent', turn.id from turn, contacts c`);
  await callContacts(world, "DELETE", { phone: PHONE });
  await world.settle();
  expect(await world.database.rows("select id from assistant_turns where answer <> ''")).toEqual([]);
});

test("after a year what a turn says is forgotten, after three it goes with the message that it answers", async ({
  world,
}) => {
  await anaWasAnswered(world);
  await daysPass(world, 364);
  await purgeToday(world);
  expect(await turns(world)).toMatchObject([{ ...SAYS, ...KEPT }]);
  await daysPass(world, 2);
  await purgeToday(world);
  expect(await turns(world)).toMatchObject([{ ...BLANK, ...KEPT }]);
  await world.database.rows("update tickets set status = 'closed'");
  await daysPass(world, 728);
  await purgeToday(world);
  expect(await turns(world)).toHaveLength(1);
  await daysPass(world, 2);
  await purgeToday(world);
  expect(await turns(world)).toEqual([]);
  expect(await world.logs()).toEqual([]);
});

test("what the assistant is not done with is kept as it is, however old", async ({ world }) => {
  await anaWasAnswered(world);
  const [log] = await world.logs("inbound");
  await world.database.rows(
    "insert into tasks (kind, dedupe_key, payload, dead_at) values ('ask-assistant', $1, '{}', now())",
    [log?.id],
  );
  await daysPass(world, 366);
  await world.database.rows("update tasks set dead_at = now() where dead_at is not null");
  await purgeToday(world);
  expect(await turns(world)).toMatchObject([SAYS]);
  expect((await world.logs("inbound")).map(({ body }) => body)).toEqual(["I forgot my password"]);
});
