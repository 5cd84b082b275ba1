import { expect } from "vitest";
import { test, type World } from "../support/world.ts";

const sid = (character: string) => `SM${character.repeat(32)}`;

/** Twilio's callback about a message, as it posts it. */
function callback(world: World, fields: Record<string, string>, log?: string) {
  const path = log ? `/api/twilio/status?log=${log}` : "/api/twilio/status";
  return world.twilio.post(path, {
    AccountSid: world.env.TWILIO_ACCOUNT_SID ?? "",
    ApiVersion: "2010-04-01",
    ...fields,
  });
}

/** A message of ours that was sent, and its row. */
async function sentMessage(world: World) {
  await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "The app crashes when I log in" });
  await world.settle();
  const [row] = await world.logs("outbound");
  if (!row?.twilio_message_sid) throw new Error("nothing was sent");
  return { id: row.id, sid: row.twilio_message_sid };
}

const orders = permutations(["queued", "sent", "delivered", "read"]);

test("callbacks in each of the 24 orders end in read, with every tick's time", async ({ world }) => {
  for (const [n, order] of orders.entries()) {
    const MessageSid = `SM${n.toString(16).padStart(32, "0")}`;
    for (const MessageStatus of order)
      expect((await callback(world, { MessageSid, MessageStatus })).status).toBe(204);
  }
  const rows = await world.logs();
  expect(rows).toHaveLength(24);
  for (const row of rows) {
    expect(row.status).toBe("read");
    expect([row.sent_at, row.delivered_at, row.read_at].every((at) => at instanceof Date)).toBe(true);
    expect(row.failed_at).toBeNull();
  }
});

test("all four callbacks at once end in read, from two instances, in one row", async ({ world }) => {
  const other = await world.anotherInstance();
  const first = world.deliver.targetOrigin;
  for (let round = 0; round < 20; round += 1) {
    const MessageSid = `SM${round.toString(16).padStart(32, "a")}`;
    const posts = ["read", "queued", "delivered", "sent"].map((MessageStatus, n) => {
      world.deliver.targetOrigin = n % 2 ? other.origin : first;
      return callback(world, { MessageSid, MessageStatus });
    });
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  }
  const rows = await world.logs();
  expect(rows.map(({ status }) => status)).toEqual(Array(20).fill("read"));
});

test("a late sent does not undo read, and a repeated callback changes nothing", async ({ world }) => {
  const { sid } = await sentMessage(world);
  for (const status of ["sent", "delivered", "read"]) await world.twilio.status(sid, status);
  const [before] = await world.logs("outbound");
  for (const status of ["sent", "delivered", "read", "queued"]) await world.twilio.status(sid, status);
  const [after] = await world.logs("outbound");
  expect(after).toEqual(before);
  expect(after?.status).toBe("read");
});

test("read alone proves that the message was sent and delivered", async ({ world }) => {
  const { sid } = await sentMessage(world);
  await world.twilio.status(sid, "read");
  const [row] = await world.logs("outbound");
  expect(row?.read_at).not.toBeNull();
  expect(row?.delivered_at).toEqual(row?.read_at);
  expect(row?.sent_at).toEqual(row?.read_at);
});

test("a failure keeps Twilio's code and words", async ({ world }) => {
  const { sid } = await sentMessage(world);
  await world.twilio.status(sid, "undelivered", {
    ErrorCode: "63016",
    ErrorMessage: "Outside the allowed window",
  });
  const [row] = await world.logs("outbound");
  expect(row).toMatchObject({
    status: "undelivered",
    error_code: "63016",
    error_message: "Outside the allowed window",
  });
  expect(row?.failed_at).not.toBeNull();
});

test("Twilio's words that come after the code, by themselves, are kept", async ({ world }) => {
  const { sid } = await sentMessage(world);
  const failed = { MessageSid: sid, MessageStatus: "failed" };
  await callback(world, { ...failed, ErrorCode: "63016" });
  await callback(world, { ...failed, ErrorMessage: "Outside the allowed window" });
  expect(await world.logs("outbound")).toMatchObject([
    { status: "failed", error_code: "63016", error_message: "Outside the allowed window" },
  ]);
});

test("delivered after failed is delivered", async ({ world }) => {
  const { sid } = await sentMessage(world);
  await world.twilio.status(sid, "failed", { ErrorCode: "30008" });
  await world.twilio.status(sid, "delivered");
  expect(await world.logs("outbound")).toMatchObject([{ status: "delivered", error_code: "30008" }]);
});

test("a callback that beats the send's own answer finds its row by our id", async ({ world }) => {
  const { id, sid } = await sentMessage(world);
  // As it is between Twilio's accepting the message and our hearing of it.
  await world.database.rows(
    "update contact_logs set twilio_message_sid = null, status = 'accepted' where id = $1",
    [id],
  );
  await callback(world, { MessageSid: sid, MessageStatus: "delivered" }, id);
  expect(await world.logs("outbound")).toMatchObject([{ id, twilio_message_sid: sid, status: "delivered" }]);
  await world.deps.recordStatuses([
    {
      provider: "twilio",
      logId: id,
      messageId: sid,
      status: "queued",
      at: "now",
      errorCode: null,
      errorMessage: null,
    },
  ]);
  expect(await world.logs("outbound")).toMatchObject([{ id, status: "delivered" }]);
});

test("a row that a callback made alone merges with ours once the send's answer names it", async ({
  world,
}) => {
  const { id, sid } = await sentMessage(world);
  await world.database.rows(
    "update contact_logs set twilio_message_sid = null, status = 'accepted' where id = $1",
    [id],
  );
  await callback(world, { MessageSid: sid, MessageStatus: "failed", ErrorCode: "63016" });
  expect(await world.logs("outbound")).toHaveLength(2);
  await world.deps.recordStatuses([
    {
      provider: "twilio",
      logId: id,
      messageId: sid,
      status: "queued",
      at: "now",
      errorCode: null,
      errorMessage: null,
    },
  ]);
  const rows = await world.logs("outbound");
  expect(rows).toMatchObject([{ id, twilio_message_sid: sid, status: "failed", error_code: "63016" }]);
  expect(rows[0]?.failed_at).not.toBeNull();
  expect(rows[0]?.contact_id).not.toBeNull();
});

test("a status of a message that is not ours is kept", async ({ world }) => {
  const response = await callback(world, { MessageSid: sid("b"), MessageStatus: "sent" });
  expect(response.status).toBe(204);
  expect(await world.logs()).toMatchObject([
    { twilio_message_sid: sid("b"), status: "sent", contact_id: null },
  ]);
});

test("a log id of somebody else's message does not move that message", async ({ world }) => {
  const { id } = await sentMessage(world);
  await callback(world, { MessageSid: sid("c"), MessageStatus: "failed" }, id);
  const rows = await world.logs("outbound");
  expect(rows.find((row) => row.id === id)?.status).toBe("queued");
  expect(rows.find((row) => row.twilio_message_sid === sid("c"))?.status).toBe("failed");
});

test("a status that Twilio has invented since is answered 200 and kept with its body", async ({ world }) => {
  const post = () => callback(world, { MessageSid: sid("d"), MessageStatus: "teleported" });
  expect((await post()).status).toBe(200);
  expect((await post()).status).toBe(200);
  const kept = await world.tasks("unknown-status");
  expect(kept).toHaveLength(1);
  expect(kept[0]?.dead_at).not.toBeNull();
  expect(kept[0]?.payload.raw).toContain("teleported");
  expect(await world.logs()).toEqual([]);
});

test("a GET answers with a hint, since people test it so", async ({ world }) => {
  const response = await fetch(`${world.origin}/api/twilio/status`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("POST");
});

test("the log says which message got which status, in words", async ({ world }) => {
  await callback(world, { MessageSid: sid("e"), MessageStatus: "delivered" });
  expect(world.logged).toContainEqual(
    expect.objectContaining({
      message: `Twilio status webhook: SID=${sid("e")}, Status=delivered`,
      outcome: "applied",
    }),
  );
});

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, n) =>
    permutations([...items.slice(0, n), ...items.slice(n + 1)]).map((rest) => [item, ...rest]),
  );
}
