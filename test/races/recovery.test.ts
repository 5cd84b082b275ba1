import { expect } from "vitest";
import { beginRecovery } from "../../lib/db/recoveries/recoveries.ts";
import { dieAtEachStep } from "../support/doomed-instance.ts";
import { everything, minutesAgo, recover, recoveries, untilRecovered } from "../support/recovery.ts";
import { settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const customer = (n: number) => `whatsapp:+1415555${7000 + n}`;
const FILES = [{ contentType: "image/jpeg", bytes: Buffer.from("a photo") }];
const SINCE = () => minutesAgo(48 * 60);

/** A customer's two messages, a day ago, that never rang. */
function miss(world: World, From: string): void {
  world.twilio.miss({ From, Body: "My card was charged twice" }, FILES, { at: minutesAgo(20 * 60) });
  world.twilio.miss({ From, Body: "And once more today" }, [], { at: minutesAgo(19 * 60) });
}

test("killed before each single step of a recovery: each message once, in order, one ticket, one confirmation", {
  timeout: 240_000,
}, async ({ world }) => {
  await dieAtEachStep(world, {
    most: 200,
    async prepare(step) {
      miss(world, customer(step));
      await beginRecovery(world.deps.db, { upstream: "twilio", since: SINCE() });
    },
    async check(step) {
      for (let n = 0; n < 3; n += 1) await world.later(200);
      await untilRecovered(world);
      const of = customer(step).replace("whatsapp:", "");
      const rows = await world.database.rows<{ body: string }>(
        `select l.body from contact_logs l join contacts c on c.id = l.contact_id
           where c.phone = $1 and l.direction = 'inbound' and l.recovered_at is not null order by l.id`,
        [of],
      );
      const at = `step ${step}`;
      expect(
        rows.map(({ body }) => body),
        at,
      ).toEqual(["My card was charged twice", "And once more today"]);
      expect((await recoveries(world)).at(-1)?.counts, at).toEqual({ messages: 2 });
      const user = world.zendesk.users.find(({ external_id }) => external_id === of);
      const tickets = world.zendesk.tickets.filter(({ requester_id }) => requester_id === user?.id);
      expect(
        tickets.map(({ comments }) => comments.map(({ body }) => body.split("\n")[0])),
        at,
      ).toEqual([rows.map(({ body }) => body)]);
      expect(
        world.twilio.sent.filter(({ to }) => to === customer(step)),
        at,
      ).toHaveLength(1);
    },
  });
});

test("two recoveries at once are one, on however many instances", async ({ world }) => {
  const other = await world.anotherInstance();
  for (let n = 0; n < 20; n += 1) miss(world, customer(n));
  const begun = await Promise.all(
    [world.deps, other.deps].map(({ db }) => beginRecovery(db, { upstream: "twilio", since: SINCE() })),
  );
  expect(begun.filter((one) => one === "under-way")).toHaveLength(1);
  await untilRecovered(world);
  expect(await world.logs("inbound")).toHaveLength(40);
  expect((await recoveries(world)).map(({ counts }) => counts)).toEqual([{ messages: 40 }]);
});

test("two workers at the same step: each message once, and counted once", async ({ world }) => {
  const other = await world.anotherInstance();
  for (let n = 0; n < 10; n += 1) miss(world, customer(n));
  await beginRecovery(world.deps.db, { upstream: "twilio", since: SINCE() });
  // The first worker lost its lease while it was at it.
  await world.database.rows(
    `insert into tasks (kind, dedupe_key, upstream, payload) select kind, 'once more', upstream, payload from tasks`,
  );
  await Promise.all([world.deps.drain(), other.deps.drain()]);
  await world.later(200);
  await untilRecovered(world);
  expect(await world.logs("inbound")).toHaveLength(20);
  expect((await recoveries(world)).map(({ counts }) => counts)).toEqual([{ messages: 20 }]);
});

test("webhooks that come during a recovery, and those that come again after it, change nothing more", async ({
  world,
}) => {
  for (let n = 0; n < 10; n += 1) miss(world, customer(n));
  const again = () =>
    Promise.all(
      world.twilio.messages.map(
        ({ sid, direction }) => direction === "inbound" && world.twilio.redeliver(sid),
      ),
    );
  await Promise.all([recover(world, { since: SINCE() }), again()]);
  await settled(world);
  // Files take turns: whoever had none is tried again.
  for (let turn = 0; turn < 5; turn += 1) await world.later(60);
  const before = await everything(world);
  await again();
  await settled(world);
  expect(await everything(world)).toEqual(before);
  expect(await world.logs("inbound")).toHaveLength(20);
  expect(world.zendesk.tickets).toHaveLength(10);
});
