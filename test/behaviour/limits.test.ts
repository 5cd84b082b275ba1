import { describe, expect } from "vitest";
import { newId } from "../../lib/db/new-id.ts";
import { CUSTOMERS, type Customer, consentOf, written } from "../support/customers.ts";
import { REPLIES } from "../support/replies.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

/** Worlds with small limits. */
const limited = (env: Record<string, string>) => testIn(() => createWorld({ env }));

/** What of it reached a ticket, by the customer's words. */
const ticketed = (world: World) =>
  world.zendesk.tickets.flatMap(({ comments }) => comments.map(({ body }) => body.split("\n")[0]));

const fiveTexts = Array.from({ length: 5 }, (_, n) => `Sentence ${n} of my story`);

async function passMinutes(world: World, minutes: number): Promise<void> {
  await world.database.rows(
    `update contact_logs set created_at = created_at - make_interval(mins => $1),
       sent_at = sent_at - make_interval(mins => $1)`,
    [minutes],
  );
}

describe("three messages a minute", () => {
  const test = limited({ RATE_LIMIT_PER_MINUTE: "3" });

  test.for(["WhatsApp", "SMS", "Meta's WhatsApp"] as const)(
    "on %s the fourth and fifth are logged only, with one notice, and a minute later all is well",
    async (channel, { world }) => {
      const ana = CUSTOMERS[channel](world);
      for (const text of fiveTexts) await ana.writes(text);
      expect(await written(world)).toHaveLength(5);
      expect(ticketed(world)).toEqual(fiveTexts.slice(0, 3));
      expect(ana.heard().slice(1)).toEqual([REPLIES.tooMany]);
      await passMinutes(world, 1);
      await ana.writes("And what of my story?");
      expect(ticketed(world).at(-1)).toBe("And what of my story?");
      expect(ana.heard()).toHaveLength(2);
    },
  );

  test("beyond it a command is not obeyed, except STOP and START, and others may write", async ({
    world,
  }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    const ben = CUSTOMERS.WhatsApp(world, "+14155550101");
    for (const text of [...fiveTexts, "STATUS", "STOP", "START"]) await ana.writes(text);
    expect(ana.heard().slice(1)).toEqual([
      REPLIES.tooMany,
      REPLIES.optedOut(ana.channel),
      REPLIES.optedIn(ana.channel),
    ]);
    expect((await written(world)).map(({ command }) => command).slice(-3)).toEqual([null, "stop", "start"]);
    await ben.writes("My parcel is late");
    expect(lastTicket(world).subject).toBe("My parcel is late");
  });

  test("a backlog is decided by when each message was written, whoever comes late to it", async ({
    world,
  }) => {
    const now = Date.now();
    // Meta delivers at once what was written 30 seconds apart, while no instance was there to take it.
    const at = (n: number) => new Date(now - (60 - n) * 30_000);
    for (const [n, text] of fiveTexts.entries()) world.meta.miss(text, undefined, { at: at(n) });
    await Promise.all(world.meta.messages.map(({ id }) => world.meta.redeliver(id)));
    await world.settle();
    expect(ticketed(world).toSorted()).toEqual(fiveTexts);
    // And what was written within a minute is too much an hour later as well.
    const ben = { wa_id: "14155550101" };
    for (const text of fiveTexts) {
      world.meta.miss(text, undefined, { contact: ben, at: new Date(now - 3_600_000) });
    }
    for (const { id } of world.meta.messages.filter(({ contact }) => contact === ben)) {
      await world.meta.redeliver(id);
      await world.settle();
    }
    expect(lastTicket(world).comments.map(({ body }) => body.split("\n")[0])).toEqual(fiveTexts.slice(0, 3));
  });

  test("tasks that run late decide as they would have at once", async ({ world }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    for (const text of fiveTexts) await ana.writes(text);
    await passMinutes(world, 30);
    await ana.writes("Half an hour later");
    await world.database.rows(
      "update tasks set done_at = null, due_at = now() where kind = 'answer-message'",
    );
    await settled(world);
    expect(ticketed(world)).toEqual([...fiveTexts.slice(0, 3), "Half an hour later"]);
    expect(ana.heard().filter((text) => text === REPLIES.tooMany)).toHaveLength(1);
  });

  test("a conversation's mirror of the same texts does not count twice", async ({ world }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    for (const text of fiveTexts.slice(0, 3)) {
      await ana.writes(text);
      await world.database.rows(
        `insert into contact_logs (id, contact_id, direction, provider, channel, conversation_sid, kind, body, status, created_at)
         select $2, contact_id, direction, provider, channel, 'CH1', kind, body, status, created_at
         from contact_logs where body = $1`,
        [text, newId()],
      );
    }
    expect(ticketed(world)).toEqual(fiveTexts.slice(0, 3));
  });
});

describe("four messages a day", () => {
  const test = limited({ RATE_LIMIT_PER_DAY: "4" });

  test("the fifth is logged only, with one notice, and the next day all is well", async ({ world }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    for (const text of fiveTexts) {
      await ana.writes(text);
      await passMinutes(world, 120);
    }
    await ana.writes("One more");
    expect(ticketed(world)).toEqual(fiveTexts.slice(0, 4));
    expect(ana.heard().filter((text) => text === REPLIES.tooMany)).toHaveLength(1);
    await passMinutes(world, 24 * 60);
    await ana.writes("The next day");
    expect(ticketed(world).at(-1)).toBe("The next day");
  });
});

describe("a blocked contact", () => {
  const test = limited({});

  test("is logged only: no ticket, no answer, no sign that anybody read it, not even to STOP", async ({
    world,
  }) => {
    const ana = CUSTOMERS["Meta's WhatsApp"](world);
    await ana.writes("hi");
    await world.database.rows("update contacts set blocked_at = now()");
    const read = world.meta.read.length + world.meta.typing.length;
    for (const text of ["My card was charged twice", "HELP", "STOP"]) await ana.writes(text);
    expect((await written(world)).slice(1)).toEqual([
      { body: "My card was charged twice", command: null, ticket_id: null },
      { body: "HELP", command: null, ticket_id: null },
      { body: "STOP", command: null, ticket_id: null },
    ]);
    expect(world.zendesk.tickets).toEqual([]);
    expect(ana.heard()).toHaveLength(1);
    expect(world.meta.read.length + world.meta.typing.length).toBe(read);
    expect(await consentOf(world, ana)).toEqual({ out: false, reason: null });
  });

  test("is not sent what was queued before the block", async ({ world }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    world.fail("twilio", { twilioCode: 20429, status: 429 }, { times: 1 });
    await ana.writes("hi");
    await world.database.rows("update contacts set blocked_at = now()");
    await world.later(60);
    expect(ana.heard()).toEqual([]);
    expect(await world.logs("outbound")).toMatchObject([{ status: "canceled" }]);
  });
});

describe("two bots", () => {
  const test = limited({ RATE_LIMIT_PER_MINUTE: "500" });

  /** The customer is a bot: it says its word to each message of ours, a minute after it. Returns how often it spoke. */
  async function converse(world: World, customer: Customer, words: string[]): Promise<number> {
    let answered = -1;
    for (let spoken = 0; spoken < 40; spoken += 1) {
      if (customer.heard().length === answered) return spoken;
      answered = customer.heard().length;
      await customer.writes(words[spoken % words.length] ?? "");
      await world.later(60);
    }
    return 40;
  }

  test.for(["hello", "HELP", "STATUS, good day, ACK", "STOP, START"])(
    "that answer each message with %s stop at ten answers",
    async (words, { world }) => {
      const bot = CUSTOMERS.WhatsApp(world);
      expect(await converse(world, bot, words.split(", "))).toBe(11);
      expect(bot.heard()).toHaveLength(10);
    },
  );

  test("do not keep a person from hearing that their STOP was heard", async ({ world }) => {
    const bot = CUSTOMERS.WhatsApp(world);
    await converse(world, bot, ["hello"]);
    await bot.writes("STOP");
    expect(bot.heard().at(-1)).toBe(REPLIES.optedOut(bot.channel));
  });
});
