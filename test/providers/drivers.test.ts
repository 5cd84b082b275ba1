import { sql } from "drizzle-orm";
import pg from "pg";
import { expect, test } from "vitest";
import { ask, together } from "../../lib/db/ask.ts";
import { connect, type Db } from "../../lib/db/client.ts";
import { insertStatuses } from "../../lib/db/messages/insert-statuses.ts";
import { settleTask } from "../../lib/db/tasks/settlements.ts";
import { takeTasks } from "../../lib/db/tasks/take-due.ts";
import { insertTask } from "../../lib/db/tasks/tasks.ts";
import { evidenceOf } from "../../lib/domain/message-status.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startWebSocketProxy, useWebSocketProxy } from "../support/websocket-proxy.ts";

/** Both drivers, on the same real PostgreSQL. */
const drivers = ["pg", "@vercel/postgres"] as const;

async function withDriver(
  driver: (typeof drivers)[number],
  work: (db: Db, database: TestDatabase) => Promise<void>,
) {
  const database = await createTestDatabase();
  if (driver === "pg") {
    const db = connect({ driver: "pg", url: database.url });
    await work(db, database);
    await db.close();
  } else {
    const proxy = await startWebSocketProxy(Number(new URL(database.url).port));
    const db = connect({ driver: "vercel", url: useWebSocketProxy(proxy, database.url) });
    await work(db, database);
    await db.close();
    await proxy.close();
  }
  await database.close();
}

test.for(drivers)("%s: a status is kept, once and for many", async (driver) => {
  await withDriver(driver, async (db) => {
    const update = (n: number, status: "sent" | "read") =>
      evidenceOf({
        provider: "twilio",
        logId: null,
        messageId: `SM${n}`,
        status,
        at: "now",
        errorCode: null,
        errorMessage: null,
      });
    expect(await insertStatuses(db, "twilio", [update(1, "read")])).toEqual([
      { messageId: "SM1", applied: true },
    ]);
    const many = await insertStatuses(db, "twilio", [
      update(1, "sent"),
      update(2, "sent"),
      update(3, "read"),
    ]);
    expect(many.map(({ applied }) => applied)).toEqual([false, true, true]);
    const rows = await db.query<{ status: string; read: boolean }>(
      sql`select status::text, read_at is not null as read from contact_logs order by twilio_message_sid`,
    );
    expect(rows).toEqual([
      { status: "read", read: true },
      { status: "sent", read: false },
      { status: "read", read: true },
    ]);
  });
});

test.for(drivers)("%s: a task is claimed once and settled", async (driver) => {
  await withDriver(driver, async (db) => {
    await insertTask(db, "answer-message", { contactId: "1", key: "1", payload: { a: "😀" } });
    await insertTask(db, "answer-message", { contactId: "1", key: "1", payload: { a: "again" } });
    const claim = () =>
      takeTasks(db, { free: { none: 5, twilio: 0, meta: 0, zendesk: 0, model: 0 }, leaseSeconds: 60 });
    const claimed = (await Promise.all([claim(), claim(), claim()])).flat();
    expect(claimed).toMatchObject([{ kind: "answer-message", attempts: 1, payload: { a: "😀" } }]);
    if (claimed[0]) await settleTask(db, claimed[0], { state: "done" });
    expect(await db.query(sql`select 1 as one from tasks where done_at is null`)).toEqual([]);
  });
});

test.for(drivers)("%s: a wrong statement is an error without its SQL", async (driver) => {
  await withDriver(driver, async (db) => {
    await expect(db.query(sql`select 1/0 as secret_column`)).rejects.toThrow(
      /^the database refused a statement \(22012\)$/,
    );
  });
});

test.for(drivers)(
  "%s: the server gives up a lock, or a slow statement, and the connection is good for more",
  async (driver) => {
    await withDriver(driver, async (db, database) => {
      await db.query(sql`create table held (id int)`);
      await db.query(sql`insert into held values (1)`);
      const state = () =>
        db.query(sql`select pg_backend_pid() as pid, current_setting('lock_timeout') as lock_timeout`);
      const before = await state();
      expect(before).toMatchObject([{ lock_timeout: "2500ms" }]);

      const holder = new pg.Client({ connectionString: database.url });
      await holder.connect();
      await holder.query("begin");
      await holder.query("select from held for update");
      const update = { text: "update held set id = id + $1", values: [1], lockTimeoutMs: 50 };
      for (const planned of ["once", "each time"] as const)
        await expect(db.query({ ...update, planned })).rejects.toThrow(
          /^the database did not confirm \(55P03\)$/,
        );
      await holder.query("lock table held");
      await expect(db.query({ ...update, text: `${update.text} -- not prepared yet` })).rejects.toThrow(
        /\(55P03\)$/,
      );
      await expect(db.query(sql`select pg_sleep(60)`)).rejects.toThrow(/\(57014\)$/);
      await holder.end();

      expect(await state()).toEqual(before);
      await db.query(update);
      expect(await database.rows("select id from held")).toEqual([{ id: 2 }]);
    });
  },
);

test.for(drivers)(
  "%s: several together: each sees what came before, and all of it happens or nothing",
  async (driver) => {
    await withDriver(driver, async (db, database) => {
      await db.query(sql`create table kept (n int unique)`);
      const insert = (n: number, planned: "once" | "each time" = "once") => ({
        statement: { text: "insert into kept values ($1::int) returning n", values: [n], planned },
        read: ([row]: { n: number }[]) => row?.n,
      });
      const all = {
        statement: sql`select n from kept order by n`,
        read: (rows: { n: number }[]) => rows.map(({ n }) => n),
      };
      const nothing = { statement: sql`delete from kept where n < 0`, read: () => "nothing" };
      // The same statement twice, though no connection has prepared it yet.
      expect(await together(db, [insert(1), all, insert(2), nothing, all])).toEqual([
        1,
        [1],
        2,
        "nothing",
        [1, 2],
      ]);
      const never = { ...all, statement: { text: "select n from kept where n = $1", values: ["no number"] } };
      for (const last of [insert(1), insert(1, "each time"), never, never])
        await expect(together(db, [insert(3), all, last, insert(4)])).rejects.toThrow(/\((23505|22P02)\)$/);
      const unwritable = {
        toPostgres: () => {
          throw new RangeError("beyond all dates");
        },
      };
      const beyond = {
        ...all,
        statement: { text: "select n from kept where n = $1::int", values: [unwritable] },
      };
      await expect(together(db, [insert(3), beyond])).rejects.toThrow("beyond all dates");
      expect(await together(db, [all, insert(3)])).toEqual([[1, 2], 3]);

      const holder = new pg.Client({ connectionString: database.url });
      await holder.connect();
      await holder.query("begin");
      await holder.query("select from kept for update");
      const held = {
        statement: { text: "update kept set n = n + 10", values: [], lockTimeoutMs: 50 },
        read: () => {},
      };
      await expect(together(db, [insert(5), held])).rejects.toThrow(/\(55P03\)$/);
      await holder.end();
      await ask(db, held);
      expect(await ask(db, all)).toEqual([11, 12, 13]);
    });
  },
);
