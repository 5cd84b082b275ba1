import { expect } from "vitest";
import { answeredTicket, answerOnceMore, beforeAnyTask, notesOf, TELLS } from "../support/delivery.ts";
import { lastTicket, settled } from "../support/two-way.ts";
import { test as base, createWorld, type World } from "../support/world.ts";

const FIELD = "360001234567";

/** Uses a world with these variables. */
async function withWorld(env: Record<string, string>, use: (world: World) => Promise<void>) {
  const world = await createWorld({ env });
  await use(world);
  await world.close();
}

/** A world for each way to show ticks. */
const test = base.extend<{ noting: World; showing: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  noting: ({}, use) => withWorld({ ZENDESK_TICKS: "notes" }, use),
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  showing: ({}, use) => withWorld({ ZENDESK_TICKS: "field", ZENDESK_TICKS_FIELD_ID: FIELD }, use),
});

/** Every value that Zendesk took for the field, oldest first. */
function shown(world: World): unknown[] {
  return world.calls
    .filter(
      ({ method, path, status }) =>
        method === "PUT" && status === 200 && /\/tickets\/\d+(\.json)?$/.test(path),
    )
    .flatMap(
      ({ body }) =>
        (body as { ticket: { custom_fields?: { id: number; value: unknown }[] } }).ticket.custom_fields ?? [],
    )
    .map(({ id, value }) => {
      expect(String(id)).toBe(FIELD);
      return value;
    });
}

/** The field as an agent sees it. */
const field = (world: World) => lastTicket(world).custom_fields.find(({ id }) => String(id) === FIELD)?.value;

test.for(["twilio", "meta"] as const)(
  "notes say when an answer by %s was delivered, and when read, once each",
  async (provider, { noting: world }) => {
    await answeredTicket(world, provider);
    for (const status of ["sent", "delivered", "delivered", "read", "delivered", "read"]) {
      await TELLS[provider](world, status);
      await settled(world);
    }
    expect(notesOf(world).map(({ body }) => body.split("\n")[0])).toEqual([
      expect.stringMatching(/^Delivered on \d{4}-\d\d-\d\d \d\d:\d\d UTC: "We look into it"$/),
      expect.stringMatching(/^Read on \d{4}-\d\d-\d\d \d\d:\d\d UTC: "We look into it"$/),
    ]);
  },
);

test("an answer in several pieces is delivered when its last piece is", async ({ noting: world }) => {
  await answeredTicket(world, "twilio", Array(5).fill("A sentence of some length. ".repeat(20)).join("\n\n"));
  const pieces = world.twilio.sent.slice(1);
  expect(pieces.length).toBeGreaterThan(1);
  for (const { sid } of pieces) {
    expect(notesOf(world)).toEqual([]);
    await world.twilio.status(sid, "delivered");
    await settled(world);
  }
  expect(notesOf(world).map(({ body }) => body)).toEqual([
    expect.stringContaining(` UTC, sent as ${pieces.length} messages: "A sentence of some length.`),
  ]);
});

test("20 callbacks at once leave one note a tick", async ({ noting: world }) => {
  await answeredTicket(world, "twilio");
  await Promise.all(Array.from({ length: 20 }, (_, n) => TELLS.twilio(world, n % 2 ? "read" : "delivered")));
  await settled(world);
  const said = notesOf(world).map(({ body }) => body.split(" ")[0]);
  expect([["Read"], ["Delivered", "Read"]]).toContainEqual(said);
});

test("only agents' answers have ticks: a confirmation has none", async ({ noting: world }) => {
  await answeredTicket(world, "twilio");
  await world.twilio.status(world.twilio.sent[0]?.sid ?? "", "read");
  await settled(world);
  expect(notesOf(world)).toEqual([]);
});

test("the field says delivered, then read, and no note is written", async ({ showing: world }) => {
  await answeredTicket(world, "twilio");
  for (const status of ["delivered", "read", "delivered"]) {
    await TELLS.twilio(world, status);
    await settled(world);
  }
  expect(shown(world)).toEqual(["delivered", "read"]);
  expect(field(world)).toBe("read");
  expect(notesOf(world)).toEqual([]);
});

test.for([[["read", "delivered"]], [["delivered", "read"]]] as const)(
  "told %j before any task ran, the field says read alone",
  async ([statuses], { showing: world }) => {
    await answeredTicket(world, "meta");
    await beforeAnyTask(world, async () => {
      for (const status of statuses) await TELLS.meta(world, status);
    });
    await settled(world);
    expect(new Set(shown(world))).toEqual(new Set(["read"]));
  },
);

test("the field never goes from read to delivered, whichever task runs, or fails, first", async ({
  showing: world,
}) => {
  await answeredTicket(world, "twilio");
  // Zendesk rests while both ticks come.
  world.fail("zendesk", { status: 503 }, { when: ({ method }) => method === "PUT" });
  await TELLS.twilio(world, "delivered");
  await settled(world);
  await TELLS.twilio(world, "read");
  await settled(world);
  // As if the later one had been promised first.
  await world.database.rows(
    `update tasks t set payload = o.payload, dedupe_key = 'swapped:' || o.dedupe_key
     from tasks o where t.kind = 'add-note' and o.kind = 'add-note' and t.id <> o.id`,
  );
  world.heal();
  for (let n = 0; n < 5; n += 1) await world.later(3600);
  expect(shown(world).at(-1)).toBe("read");
  expect(shown(world)).not.toContain("delivered");
  expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
});

test("the field is about the newest answer: an older one's late tick does not change it", async ({
  showing: world,
}) => {
  await answeredTicket(world, "twilio");
  const older = world.twilio.sent.at(-1)?.sid ?? "";
  await answerOnceMore(world, "It is mended");
  await TELLS.twilio(world, "read");
  await settled(world);
  await world.twilio.status(older, "delivered");
  await settled(world);
  expect(field(world)).toBe("read");
  await answerOnceMore(world, "Anything else?");
  await TELLS.twilio(world, "delivered");
  await settled(world);
  expect(field(world)).toBe("delivered");
  await world.twilio.status(older, "read");
  await settled(world);
  expect(field(world)).toBe("delivered");
});

test("without ZENDESK_TICKS nothing is shown, and no task promised", async ({ world }) => {
  await answeredTicket(world, "twilio");
  await TELLS.twilio(world, "read");
  await settled(world);
  expect(await world.tasks("report-tick")).toEqual([]);
  expect([notesOf(world), field(world)]).toEqual([[], undefined]);
});

test.for([
  [{ ZENDESK_TICKS: "field" }, "ZENDESK_TICKS_FIELD_ID"],
  [{ ZENDESK_TICKS: "field", ZENDESK_TICKS_FIELD_ID: "the status field" }, "ZENDESK_TICKS_FIELD_ID"],
  [{ ZENDESK_TICKS: "comments" }, "ZENDESK_TICKS"],
] as const)(
  "with %j nothing is shown, and the health check names %s, once",
  async ([env, name], { world }) => {
    const other = await world.anotherInstance({ env });
    const headers = { authorization: `Bearer ${world.env.CRON_SECRET}` };
    const health = (await (await fetch(`${other.origin}/api/health`, { headers })).json()) as {
      invalidSettings: { name: string; mustBe: string }[];
    };
    expect(health.invalidSettings).toEqual([{ name, mustBe: expect.stringMatching(/field/) }]);
    world.deliver.targetOrigin = other.origin;
    await answeredTicket(world, "twilio");
    await TELLS.twilio(world, "read");
    await settled(world);
    expect(await world.tasks("report-tick")).toEqual([]);
  },
);
