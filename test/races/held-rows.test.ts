import pg from "pg";
import { expect, vi } from "vitest";
import { newId } from "../../lib/db/new-id.ts";
import { slowClock } from "../support/slow-clock.ts";
import { test, type World } from "../support/world.ts";

// Senders are refused after 3.5 s, and whole rounds wait for that.
vi.setConfig({ testTimeout: 120_000 });

const OTHERS = 150;
const HELD = "+14155550100";
const sidOf = (n: number) => `SM${String(n).padStart(32, "0")}`;

/** Locks rows, as an erasure, a join or a person with psql does, until it is let go. */
async function hold({ database }: World, sql: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  await client.query("begin");
  const { rowCount } = await client.query(sql, values);
  return {
    rowCount,
    async letGo() {
      await client.query("commit");
      await client.end();
    },
  };
}

const holdContact = (world: World, phone = HELD) =>
  hold(world, "select 1 from contacts where phone = $1 for update", [phone]);

const statusesOf = (answers: Response[]) => answers.map(({ status }) => status);
const each = (status: number, count: number) => Array.from({ length: count }, () => status);

test("while one contact's row is held, 150 messages of others are stored; the held one's come when sent again", async ({
  world,
}) => {
  const others = (Body: string, from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) =>
      world.twilio.receive({ From: `whatsapp:+1415555${1000 + from + n}`, Body }),
    );
  await world.twilio.receive({ From: `whatsapp:${HELD}`, Body: "My card was charged twice" });
  await Promise.all(others("Good morning", 0, OTHERS));
  const { rowCount, letGo } = await holdContact(world);
  expect(rowCount).toBe(1);

  const before = others("Nothing to do with them", 0, OTHERS / 2);
  const held = ["One", "Two", "Three"].map((Body) =>
    world.twilio.receive({ From: `whatsapp:${HELD}`, Body }),
  );
  const after = others("Nothing to do with them", OTHERS / 2, OTHERS);
  const answered = (await Promise.all([...before, ...after])).map(({ response }) => response);
  const refused = await Promise.all(held);
  expect(statusesOf(answered)).toEqual(each(200, OTHERS));
  expect(statusesOf(refused.map(({ response }) => response))).toEqual(each(503, 3));
  await letGo();

  for (const { sid } of refused) expect((await world.twilio.redeliver(sid)).status).toBe(200);
  const bodies = await world.database.rows(
    "select l.body from contact_logs l join contacts c on c.id = l.contact_id where c.phone = $1 and direction = 'inbound' order by l.id",
    [HELD],
  );
  expect(bodies.map(({ body }) => body)).toEqual(["My card was charged twice", "One", "Two", "Three"]);
  expect(await world.logs("inbound")).toHaveLength(2 * OTHERS + 4);
});

test("while one message's row is held, the statuses of 150 others are recorded", async ({ world }) => {
  await world.database.rows(
    `insert into contact_logs (id, direction, provider, channel, twilio_message_sid, kind, status)
     select id, 'outbound', 'twilio', 'whatsapp', sid, 'text', 'accepted' from unnest($1::uuid[], $2::text[]) as l(id, sid)`,
    [Array.from({ length: OTHERS + 1 }, newId), Array.from({ length: OTHERS + 1 }, (_, n) => sidOf(n))],
  );
  const { rowCount, letGo } = await hold(
    world,
    "select 1 from contact_logs where twilio_message_sid = $1 for update",
    [sidOf(0)],
  );
  expect(rowCount).toBe(1);
  const told = (n: number, MessageStatus: string) =>
    world.twilio.post("/api/twilio/status", {
      AccountSid: world.env.TWILIO_ACCOUNT_SID ?? "",
      MessageSid: sidOf(n),
      MessageStatus,
    });

  const held = [told(0, "sent"), told(0, "delivered")];
  const others = Array.from({ length: OTHERS }, (_, n) => told(n + 1, "delivered"));
  expect(statusesOf(await Promise.all(others))).toEqual(each(204, OTHERS));
  expect(statusesOf(await Promise.all(held))).toEqual([503, 503]);
  await letGo();

  expect(statusesOf([await told(0, "delivered"), await told(0, "sent")])).toEqual([204, 204]);
  const rows = await world.logs("outbound");
  expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: OTHERS + 1 }, () => "delivered"));
});

test("a batch of Meta's with one held person in it: all others of it are stored at once, and nobody twice later", async ({
  world,
}) => {
  const text = (n: number) => ({
    id: `wamid.${n}`,
    from: `1415555${1000 + n}`,
    timestamp: "1767225600",
    type: "text",
    text: { body: `Of ${n}` },
  });
  const batch = (from: number, to: number) =>
    world.meta.envelope({
      messaging_product: "whatsapp",
      messages: Array.from({ length: to - from }, (_, n) => text(from + n)),
    });
  expect((await world.meta.post(batch(0, 1))).status).toBe(200);
  const { letGo } = await holdContact(world, "+14155551000");
  const whole = world.meta.envelope({
    messaging_product: "whatsapp",
    messages: [{ ...text(0), id: "wamid.held" }, ...Array.from({ length: 100 }, (_, n) => text(n + 1))],
  });
  expect((await world.meta.post(whole)).status).not.toBe(200);
  expect(await world.logs("inbound")).toHaveLength(101);
  await letGo();
  expect((await world.meta.post(whole)).status).toBe(200);
  expect(await world.logs("inbound")).toHaveLength(102);
});

test("messages of one person keep their order while they wait for the row, and are stored when it is free", async ({
  world,
}) => {
  slowClock();
  await world.twilio.receive({ From: `whatsapp:${HELD}`, Body: "0" });
  const { letGo } = await holdContact(world);
  const sent = [];
  for (let n = 1; n <= 20; n += 1) {
    sent.push(world.twilio.receive({ From: `whatsapp:${HELD}`, Body: String(n) }));
    // Each arrives before the next one is sent; others come between, which are answered meanwhile.
    await world.twilio.receive({ From: `whatsapp:+14155552${100 + n}`, Body: "Of somebody else" });
  }
  const waiting =
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  await expect.poll(() => world.database.rows(waiting)).not.toEqual([]);
  await letGo();
  expect(new Set(statusesOf((await Promise.all(sent)).map(({ response }) => response)))).toEqual(
    new Set([200]),
  );
  const bodies = await world.database.rows(
    "select l.body from contact_logs l join contacts c on c.id = l.contact_id where c.phone = $1 and direction = 'inbound' order by l.id",
    [HELD],
  );
  expect(bodies.map(({ body }) => body)).toEqual(Array.from({ length: 21 }, (_, n) => String(n)));
});
