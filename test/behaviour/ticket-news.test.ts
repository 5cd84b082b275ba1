import { expect } from "vitest";
import { LINES, lastTicket, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

/** The status of the newest ticket in our own books. */
async function statusInBooks({ database }: World): Promise<string | undefined> {
  const [row] = await database.rows<{ status: string }>(
    "select status from tickets order by created_at desc limit 1",
  );
  return row?.status;
}

/** A customer's question that became a ticket, with Zendesk's webhook connected in this shape. */
async function questionAsked(world: World, shape: "event" | "trigger" = "event") {
  world.zendesk.connectWebhook({ shape });
  await LINES.twilio(world).writes("My invoice is wrong");
  return lastTicket(world);
}

/** An event about the newest ticket, as Zendesk writes it, `seconds` after now. */
function event(world: World, type: string, status: string, seconds: number) {
  const { id, external_id, subject } = lastTicket(world);
  const updated_at = new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
  return {
    type: `zen:event-type:ticket.${type}`,
    subject: `zen:ticket:${id}`,
    time: updated_at,
    detail: { id: String(id), external_id, subject, status, updated_at },
    event: {},
  };
}

test.for([
  ["is solved", (world: World, id: number) => world.zendesk.solve(id), "solved", "comment", "open"],
  [
    "waits for the customer",
    (world: World, id: number) => world.zendesk.setPending(id),
    "pending",
    "comment",
    "open",
  ],
  ["is closed", (world: World, id: number) => world.zendesk.close(id), "closed", "follow-up", "closed"],
  [
    "is solved and reopened",
    async (world: World, id: number) => {
      world.zendesk.solve(id);
      await settled(world);
      world.zendesk.reopen(id);
    },
    "open",
    "comment",
    "open",
  ],
] as const)(
  "a ticket %s: we know, and the customer's next message becomes what it should",
  async ([, happens, known, becomes, ends], { world }) => {
    const { id } = await questionAsked(world);
    await happens(world, id);
    await settled(world);
    expect(await statusInBooks(world)).toBe(known);
    const calls = world.calls.length;
    await LINES.twilio(world).writes("It is still wrong");
    const follow = world.zendesk.tickets[1];
    if (becomes === "comment") {
      expect(world.zendesk.tickets).toHaveLength(1);
      expect(lastTicket(world).comments.map(({ body }) => body.split("\n")[0])).toContain(
        "It is still wrong",
      );
    } else {
      expect(follow?.via.source).toMatchObject({ rel: "follow_up", from: { ticket_id: id } });
      // Known beforehand: nobody tried to comment on it.
      expect(world.calls.slice(calls).filter(({ method }) => method === "PUT")).toEqual([]);
    }
    expect(world.zendesk.ticket(id).status).toBe(ends);
  },
);

test("after a ticket was deleted, the next message opens a new one", async ({ world }) => {
  const { id } = await questionAsked(world);
  await world.zendesk.post(event(world, "soft_deleted", "OPEN", 5));
  expect(await statusInBooks(world)).toBe("deleted");
  await LINES.twilio(world).writes("It is still wrong");
  expect(world.zendesk.tickets).toHaveLength(2);
  expect(lastTicket(world).via.source.rel).toBeNull();
  expect(world.zendesk.ticket(id).comments).toHaveLength(1);
});

test("a ticket that was deleted and brought back takes comments again", async ({ world }) => {
  await questionAsked(world);
  await world.zendesk.post(event(world, "soft_deleted", "OPEN", 5));
  await world.zendesk.post(event(world, "undeleted", "OPEN", 6));
  await LINES.twilio(world).writes("It is still wrong");
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("events in each order end in the newest one's status", async ({ world }) => {
  await questionAsked(world);
  const told = [
    ["PENDING", 1],
    ["SOLVED", 2],
    ["OPEN", 3],
  ] as const;
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  for (const [n, order] of orders.entries()) {
    for (const index of order) {
      const [status, seconds] = told[index] ?? ["OPEN", 0];
      const answer = await world.zendesk.post(event(world, "status_changed", status, 60 * n + seconds));
      expect(answer.status).toBe(200);
    }
    expect(await statusInBooks(world)).toBe("open");
  }
});

test("20 events at once, at two instances, end in the newest one's status", async ({ world }) => {
  await questionAsked(world);
  const other = await world.anotherInstance();
  const origins = [world.origin, other.origin];
  const posts = Array.from({ length: 20 }, (_, n) => {
    world.deliver.targetOrigin = origins[n % 2];
    return world.zendesk.post(
      event(world, "status_changed", n === 13 ? "SOLVED" : "PENDING", n === 13 ? 100 : n),
    );
  });
  expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(await statusInBooks(world)).toBe("solved");
});

test("what Zendesk answers to our own comment is newer than an event of before", async ({ world }) => {
  const { id } = await questionAsked(world);
  world.zendesk.solve(id);
  await settled(world);
  // As if all that was an hour ago.
  await world.database.rows("update tickets set status_at = status_at - interval '1 hour'");
  // Nobody tells us of the comment but the answer to it.
  world.zendesk.webhooksEnabled = false;
  await LINES.twilio(world).writes("It is still wrong");
  expect(await statusInBooks(world)).toBe("open");
  await world.zendesk.post(event(world, "status_changed", "SOLVED", -60));
  expect(await statusInBooks(world)).toBe("open");
});

test("an event that is newer than what Zendesk answers to our own comment stands", async ({ world }) => {
  await questionAsked(world);
  await world.zendesk.post(event(world, "status_changed", "SOLVED", 60));
  await LINES.twilio(world).writes("It is still wrong");
  expect(lastTicket(world).comments).toHaveLength(2);
  expect(await statusInBooks(world)).toBe("solved");
});

test("an event that beats the answer to our own request for the ticket makes no second one", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  world.fail("zendesk", "drop-after", {
    times: 1,
    when: ({ method, path }) => method === "POST" && /\/tickets(\.json)?$/.test(path),
  });
  await LINES.twilio(world).writes("My invoice is wrong");
  const { id } = lastTicket(world);
  await world.zendesk.post(event(world, "status_changed", "PENDING", 5));
  expect(await statusInBooks(world)).toBe("pending");
  await world.later(60);
  await settled(world);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(await statusInBooks(world)).toBe("pending");
  expect((await world.logs("inbound")).map(({ ticket_id }) => ticket_id)).toEqual([String(id)]);
  expect(world.twilio.sent.filter(({ body }) => body.startsWith("Ticket #"))).toHaveLength(1);
});

test.for([
  ["Solved", "solved"],
  ["On-hold", "hold"],
  ["Gelöst", "new"],
  ["Résolu", "new"],
  ["解決済み", "new"],
  ["", "new"],
] as const)("the trigger's %j makes the ticket %s", async ([status, expected], { world }) => {
  const { id, external_id, subject } = await questionAsked(world, "trigger");
  const body = { ticket_id: String(id), external_id, title: subject, status };
  expect((await world.zendesk.post(body)).status).toBe(200);
  await settled(world);
  expect(await statusInBooks(world)).toBe(expected);
});

test("an answer that solves the ticket, told by the trigger: we know it is solved", async ({ world }) => {
  const { id } = await questionAsked(world, "trigger");
  world.zendesk.answer(id, { text: "Mended", status: "solved" });
  await settled(world);
  expect(await statusInBooks(world)).toBe("solved");
  await LINES.twilio(world).writes("Thank you, one more question");
  expect(world.zendesk.ticket(id).status).toBe("open");
});

test("news of a ticket that is not ours changes nothing and is no error", async ({ world }) => {
  await questionAsked(world);
  const foreign = event(world, "status_changed", "SOLVED", 5);
  Object.assign(foreign.detail, { id: "999999", external_id: "order-7" });
  expect((await world.zendesk.post(foreign)).status).toBe(200);
  expect(await world.database.rows("select status from tickets")).toEqual([{ status: "new" }]);
});
