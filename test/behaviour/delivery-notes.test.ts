import { expect, vi } from "vitest";
import { answeredTicket, answerOnceMore, beforeAnyTask, notesOf, TELLS } from "../support/delivery.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test.for([
  ["twilio", "failed", 63016, /more than 24 hours ago/, /template/],
  ["twilio", "undelivered", 63024, /cannot reach this customer/, /another way/],
  ["twilio", "undelivered", 30003, /could not be reached/, /Try again later/],
  ["twilio", "failed", 63999, /no reason that we know \(code 63999\)/, /docs\/api\/errors\/63999/],
  ["twilio", "undelivered", undefined, /gave no reason/, /Try again once/],
  ["meta", "failed", 131026, /cannot reach this customer/, /another way/],
  ["meta", "failed", 131047, /more than 24 hours ago/, /template/],
  ["meta", "failed", 131049, /chose not to deliver/, /today/],
  ["meta", "failed", 999999, /no reason that we know \(code 999999\)/, /error-codes/],
  ["meta", "failed", undefined, /gave no reason/, /Try again once/],
] as const)(
  "an agent's answer that %s calls %s (%s) leaves one note with the reason and the next step, for agents alone",
  async ([provider, status, code, reason, nextStep], { world }) => {
    await answeredTicket(world, provider);
    await TELLS[provider](world, status, code);
    await settled(world);
    expect(notesOf(world)).toHaveLength(1);
    const [note] = notesOf(world);
    const [what, why, next] = note?.body.split("\n") ?? [];
    expect([what, why, next]).toEqual([
      'Not delivered: "We look into it"',
      expect.stringMatching(reason),
      expect.stringMatching(nextStep),
    ]);
    expect(note?.public).toBe(false);
    expect(LINES[provider](world).received()).toHaveLength(2);
  },
);

test.for([
  ["twilio", { twilioCode: 63016, status: 400 }, /more than 24 hours ago/],
  ["twilio", { twilioCode: 21211, status: 400 }, /not a valid phone number/],
  ["meta", { metaCode: 131026, status: 400 }, /cannot reach this customer/],
  ["meta", { metaCode: 131047, status: 400 }, /more than 24 hours ago/],
] as const)(
  "an answer that %s refuses with %j leaves one note",
  async ([provider, fault, reason], { world }) => {
    world.zendesk.connectWebhook();
    await LINES[provider](world).writes("My invoice is wrong");
    world.fail(provider, fault);
    await answerOnceMore(world, "We look into it");
    await world.later(12 * 3600);
    expect(notesOf(world).map(({ body }) => body)).toEqual([expect.stringMatching(reason)]);
  },
);

test("an answer that could not be sent for a week leaves a note when it is given up", async ({ world }) => {
  world.zendesk.connectWebhook();
  await LINES.twilio(world).writes("My invoice is wrong");
  world.fail("twilio", { status: 503 });
  await answerOnceMore(world, "We look into it");
  for (let n = 0; n < 18; n += 1) await world.later(12 * 3600);
  expect(await world.logs("outbound")).toMatchObject([{ status: "queued" }, { status: "failed" }]);
  expect(notesOf(world)).toHaveLength(1);
});

test.for(["twilio", "meta"] as const)(
  "a ticket's confirmation that %s could not deliver leaves a note on the ticket",
  async (provider, { world }) => {
    await LINES[provider](world).writes("My invoice is wrong");
    await TELLS[provider](world, "failed", provider === "twilio" ? 63024 : 131026);
    await settled(world);
    expect(notesOf(world).map(({ body }) => body)).toEqual([
      expect.stringMatching(/^Not delivered: "Ticket #/),
    ]);
  },
);

test.for(["twilio", "meta"] as const)(
  "told 20 times at once by %s, at two instances, a failure leaves one note",
  async (provider, { world }) => {
    await answeredTicket(world, provider);
    const other = await world.anotherInstance();
    const origins = [world.origin, other.origin];
    const told = Array.from({ length: 20 }, (_, n) => {
      world.deliver.targetOrigin = origins[n % 2];
      return TELLS[provider](world, provider === "twilio" && n % 3 ? "undelivered" : "failed", 131026);
    });
    expect((await Promise.all(told)).map(({ ok }) => ok)).toEqual(Array(20).fill(true));
    await Promise.all([settled(world), other.deps.drain()]);
    await settled(world);
    expect(notesOf(world)).toHaveLength(1);
  },
);

test.for([
  ["twilio", ["delivered", "failed"]],
  ["twilio", ["failed", "delivered"]],
  ["twilio", ["undelivered", "read"]],
  ["meta", ["delivered", "failed"]],
  ["meta", ["failed", "read"]],
] as const)(
  "an answer that %s calls %j was delivered after all: no note",
  async ([provider, statuses], { world }) => {
    await answeredTicket(world, provider);
    await beforeAnyTask(world, async () => {
      for (const status of statuses) await TELLS[provider](world, status);
    });
    await settled(world);
    expect(notesOf(world)).toEqual([]);
  },
);

test("undelivered, and later failed as well, leaves one note", async ({ world }) => {
  await answeredTicket(world, "twilio");
  for (const status of ["undelivered", "failed", "undelivered"]) {
    await TELLS.twilio(world, status, 63024);
    await settled(world);
  }
  expect(notesOf(world)).toHaveLength(1);
});

test("failed and delivered told at once, again and again: delivered in the end, and never two notes", async ({
  world,
}) => {
  await answeredTicket(world, "twilio");
  for (let round = 0; round < 5; round += 1) {
    await answerOnceMore(world, `Answer number ${round}`);
    await Promise.all(["failed", "delivered", "undelivered"].map((status) => TELLS.twilio(world, status)));
    await settled(world);
    const about = notesOf(world).filter(({ body }) => body.includes(`number ${round}`));
    expect(about.length).toBeLessThanOrEqual(1);
  }
  expect((await world.logs("outbound")).slice(2).map(({ status }) => status)).toEqual(
    Array(5).fill("delivered"),
  );
});

test("a failed message that is on no ticket leaves no note, not even on a later ticket", async ({
  world,
}) => {
  await LINES.twilio(world).writes("good day");
  await TELLS.twilio(world, "failed", 63024);
  await LINES.twilio(world).writes("My invoice is wrong");
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(notesOf(world)).toEqual([]);
});

test.for(["closed", "deleted"] as const)(
  "a ticket that is %s meanwhile is left alone",
  async (end, { world }) => {
    const { id } = await answeredTicket(world, "twilio");
    if (end === "closed") world.zendesk.close(id);
    else world.fail("zendesk", { status: 404 }, { when: ({ path }) => path.includes("/tickets/") });
    await TELLS.twilio(world, "failed", 63024);
    await settled(world);
    expect(notesOf(world)).toEqual([]);
    expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
  },
);

test.for([
  ["twilio", 21610],
  ["meta", 131050],
] as const)(
  "%s's %s opts the contact out: the next answer stays here, and its agent is told",
  async ([provider, code], { world }) => {
    world.zendesk.connectWebhook();
    await LINES[provider](world).writes("My invoice is wrong");
    await TELLS[provider](world, "failed", code);
    await settled(world);
    expect(
      await world.database.rows("select opt_out_reason, opted_out_at is not null as out from contacts"),
    ).toEqual([{ opt_out_reason: String(code), out: true }]);
    await answerOnceMore(world, "Are you there?");
    expect(LINES[provider](world).received()).toHaveLength(1);
    expect(notesOf(world).map(({ body }) => body)).toEqual([
      expect.stringContaining("Not delivered"),
      expect.stringContaining("was not sent"),
    ]);
  },
);

test("a note whose answer was lost is not written twice", async ({ world }) => {
  await answeredTicket(world, "twilio");
  world.fail("zendesk", "drop-after", { times: 1, when: ({ method }) => method === "PUT" });
  await TELLS.twilio(world, "failed", 63024);
  await settled(world);
  await world.later(60);
  expect(notesOf(world)).toHaveLength(1);
});

test("a failure that a callback without our id told before the send's answer leaves its note as well", async ({
  world,
}) => {
  await answeredTicket(world, "twilio");
  const [, row] = await world.logs("outbound");
  // As it is between Twilio's accepting the message and our hearing of it.
  await world.database.rows(
    "update contact_logs set twilio_message_sid = null, status = 'accepted' where id = $1",
    [row?.id],
  );
  const messageId = row?.twilio_message_sid ?? "";
  const AccountSid = world.twilio.accountSid;
  await world.twilio.post("/api/twilio/status", {
    AccountSid,
    MessageSid: messageId,
    MessageStatus: "failed",
  });
  const answer = {
    provider: "twilio",
    logId: row?.id ?? "",
    messageId,
    status: "queued",
    at: "now",
  } as const;
  await world.deps.recordStatuses([{ ...answer, errorCode: null, errorMessage: null }]);
  await settled(world);
  expect(notesOf(world)).toHaveLength(1);
});

test("a failure is told by itself, however little time has passed since another callback", async ({
  world,
}) => {
  await answeredTicket(world, "twilio");
  await TELLS.twilio(world, "sent");
  await TELLS.twilio(world, "failed", 63024);
  await vi.waitFor(() => expect(notesOf(world)).toHaveLength(1), 60_000);
});

test("a callback costs one statement before it is acknowledged, a failure's as well", async ({ world }) => {
  await answeredTicket(world, "twilio");
  const query = world.deps.db.query.bind(world.deps.db);
  let statements = 0;
  world.deps.db.query = (statement) => {
    statements += 1;
    return query(statement);
  };
  await beforeAnyTask(world, async () => {
    for (const status of ["sent", "failed", "delivered"]) await TELLS.twilio(world, status);
  });
  expect(statements).toBe(3);
  expect(lastTicket(world).comments.length).toBe(2);
});
