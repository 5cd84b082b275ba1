import { expect, vi } from "vitest";
import { isSend } from "../sandbox/upstreams/faults.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test, type World } from "../support/world.ts";

/** Customers enough to fill every slot of one upstream and more. */
const CROWD = Array.from({ length: 20 }, (_, n) => `whatsapp:+141555502${10 + n}`);
const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const ben = { wa_id: "14155550123", name: "Ben" };

const isFiling = ({ path }: { path: string }) => path.includes("/tickets") || path.includes("/users");
const unanswered = (world: World, provider: string) =>
  world.calls.filter((call) => call.provider === provider && call.status === 0);
/** Longer than a busy machine needs, shorter than a call upstream hangs. */
const soon = { timeout: 8_000, interval: 20 };

async function crowdWrites(world: World) {
  await Promise.all(CROWD.map((From) => world.twilio.receive({ From, Body: "My parcel never came" })));
}

test("while Zendesk hangs, whoever needs Twilio only is answered", { timeout: 120_000 }, async ({
  world,
}) => {
  world.fail("zendesk", "hang");
  await crowdWrites(world);
  await vi.waitFor(() => expect(unanswered(world, "zendesk").length).toBeGreaterThan(0), soon);
  await world.twilio.receive({ ...ana, Body: "HELP" });
  await vi.waitFor(() => expect(world.twilio.sent.map(({ to }) => to)).toContain(ana.From), soon);
  // Nobody has given up on Zendesk yet, and what waits for it has its own slots and no others.
  expect(unanswered(world, "zendesk").length).toBeGreaterThan(0);
  await expect
    .poll(() => world.database.rows("select 1 from tasks where leased_at is not null"))
    .toHaveLength(8);
});

test("while Twilio hangs, Meta's customers have tickets and answers", { timeout: 120_000 }, async ({
  world,
}) => {
  world.fail("twilio", "hang");
  await Promise.all(CROWD.map((From) => world.twilio.receive({ From, Body: "HELP" })));
  await vi.waitFor(() => expect(unanswered(world, "twilio").length).toBeGreaterThanOrEqual(8), soon);
  await world.meta.receive("My invoice is wrong, please look", { contact: ben });
  await vi.waitFor(() => expect(world.meta.sent).toHaveLength(1), soon);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(unanswered(world, "twilio").length).toBe(8);
});

test("a task that waits for another upstream on the side keeps no slot of its own", {
  timeout: 120_000,
}, async ({ world }) => {
  world.fail("twilio", "hang", { when: ({ path }) => path.includes("/Media/") });
  const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };
  await Promise.all(
    CROWD.slice(0, 8).map((From) => world.twilio.receiveMedia({ From, Body: "Look at this" }, [photo])),
  );
  await vi.waitFor(() => expect(unanswered(world, "twilio").length).toBeGreaterThanOrEqual(2), soon);
  await world.twilio.receive({ ...ana, Body: "My parcel never came" });
  await vi.waitFor(
    () => expect(world.zendesk.tickets.map(({ subject }) => subject)).toContain("My parcel never came"),
    soon,
  );
});

test("an upstream that failed three tasks in a row is left alone, and tried by another task each time", async ({
  world,
}) => {
  world.fail("zendesk", { status: 500 }, { when: isFiling });
  await crowdWrites(world);
  await world.settle();
  const paused = await world.database.rows(
    "select pauses, away_since is not null as away from upstream_pauses",
  );
  expect(paused).toEqual([{ pauses: 1, away: true }]);
  expect(world.logged.filter(({ message }) => String(message).startsWith("zendesk fails"))).toHaveLength(1);
  const tried = new Set<string>();
  const claims = async () =>
    (
      await world.database.rows<{ n: number }>(
        "select sum(claims)::int as n from tasks where kind = 'file-message'",
      )
    )[0]?.n ?? 0;
  for (let n = 0; n < 4; n += 1) {
    const before = await claims();
    await world.later(31);
    const [row] = await world.database.rows<{ probe_id: string }>("select probe_id from upstream_pauses");
    tried.add(row?.probe_id ?? "");
    expect(await claims()).toBe(before + 1);
  }
  expect(tried.size).toBe(4);
  // No attempt is used up: whoever began before it was known to be away has one failure at most.
  expect((await world.tasks("file-message")).filter(({ attempts }) => attempts > 1)).toEqual([]);
  world.heal();
  await world.later(31);
  await world.later(31);
  expect(world.zendesk.tickets).toHaveLength(CROWD.length);
  expect(await world.database.rows("select 1 from upstream_pauses")).toEqual([]);
});

test("Zendesk is down for twelve hours, and for six days: nothing dies, and all is filed in its order", async ({
  world,
}) => {
  world.fail("zendesk", { status: 503 });
  for (const From of CROWD.slice(0, 3))
    for (const Body of ["First: my parcel never came", "Second: is anybody there"])
      await world.twilio.receive({ From, Body });
  await world.settle();
  for (let n = 0; n < 12; n += 1) await world.later(12 * 3600);
  expect((await world.tasks()).filter(({ dead_at }) => dead_at !== null)).toEqual([]);
  world.heal();
  for (let n = 0; n < 3; n += 1) await world.later(400);
  expect(world.zendesk.tickets.map(({ comments }) => comments.map(({ body }) => body.slice(0, 6)))).toEqual(
    CROWD.slice(0, 3).map(() => ["First:", "Second"]),
  );
});

test("one lonely message outlives a day without Zendesk", async ({ world }) => {
  world.fail("zendesk", { status: 503 });
  await world.twilio.receive({ ...ana, Body: "My parcel never came" });
  for (let n = 0; n < 12; n += 1) await world.later(2 * 3600);
  expect(await world.tasks("file-message")).toMatchObject([{ dead_at: null, done_at: null }]);
  world.heal();
  await world.later(400);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("what waited for a week is dead, and its customer hears it", async ({ world }) => {
  world.fail("zendesk", { status: 401 });
  await world.twilio.receive({ ...ana, Body: "My parcel never came" });
  await world.settle();
  await world.later(8 * 24 * 3600);
  expect(await world.tasks("file-message")).toMatchObject([
    { dead_at: expect.any(Date), last_error: expect.stringMatching(/^it waited for a week: /) },
  ]);
  await world.settle();
  expect(world.twilio.sent.map(({ body }) => body).join("\n")).toContain("couldn't create");
});

test("one comment that always fails lets its customer's later messages pass after four attempts", async ({
  world,
}) => {
  await world.twilio.receive({ ...ana, Body: "My parcel never came" });
  await world.settle();
  world.fail(
    "zendesk",
    { status: 500 },
    { when: ({ method, body }) => method !== "GET" && JSON.stringify(body ?? "").includes("cursed") },
  );
  await world.twilio.receive({ ...ana, Body: "The cursed one" });
  for (const Body of ["Second", "Third", "Fourth"])
    await world.twilio.receive({ ...ana, Body: `${Body} thing I wanted to say` });
  const comments = () => world.zendesk.tickets[0]?.comments.map(({ body }) => body.split(" ")[0]);
  for (const seconds of [1, 10, 60, 200]) {
    expect(comments()).toEqual(["My"]);
    await world.later(seconds);
  }
  expect(comments()).toEqual(["My", "Second", "Third", "Fourth"]);
  world.heal();
  await world.later(4_000);
  expect(comments()).toEqual(["My", "Second", "Third", "Fourth", "The"]);
});

test("one throttled recipient holds up nobody else", async ({ world }) => {
  const refuses = (number: string) => ({
    when: ({ body }: { body: unknown }) => JSON.stringify(body ?? "").includes(`"to":"${number}"`),
  });
  world.fail("meta", { metaCode: 131048, status: 429 }, refuses(ben.wa_id));
  await world.meta.receive("HELP", { contact: ben });
  await world.settle();
  const others = Array.from({ length: 10 }, (_, n) => ({ wa_id: `1415555030${n}`, name: "Other" }));
  for (const contact of others) await world.meta.receive("HELP", { contact });
  const answered = () => new Set(world.meta.sent.map(({ contact }) => contact.wa_id)).size;
  await world.later(40);
  await world.later(1);
  expect(answered()).toBe(10);
  // It was the second pause for the same message's sake: from now on that is the message's own.
  const more = Array.from({ length: 10 }, (_, n) => ({ wa_id: `1415555040${n}`, name: "More" }));
  for (let n = 0; n < 10; n += 1) {
    await world.later(70);
    await world.meta.receive("HELP", { contact: more[n] ?? ben });
    await world.settle();
    expect(answered()).toBe(11 + n);
  }
  world.heal();
  await world.later(3_700);
  await world.later(1);
  expect(answered()).toBe(21);
});

test("what was promised long ago, and waits only since now, does not die of the first refusal", async ({
  world,
}) => {
  await storeWithoutWork(world, ana.From, "My parcel never came", []);
  await world.database.rows("update tasks set created_at = now() - interval '8 days'");
  world.fail("zendesk", { status: 401 });
  await world.settle();
  await world.database.rows("update tasks set created_at = now() - interval '8 days'");
  await world.later(310);
  expect(await world.tasks("file-message")).toMatchObject([{ dead_at: null, done_at: null }]);
  world.heal();
  await world.later(310);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("an upstream that loses answers is away as well, and operators hear it once", async ({ world }) => {
  world.fail("twilio", "drop-before", { when: isSend });
  for (const From of CROWD.slice(0, 5)) await world.twilio.receive({ From, Body: "HELP" });
  await world.settle();
  expect(
    world.logged.filter(({ message }) => String(message).startsWith("twilio does not answer")),
  ).toHaveLength(1);
  expect(
    await world.database.rows("select pauses from upstream_pauses where away_since is not null"),
  ).toHaveLength(1);
});

test("replies that must ask Zendesk first, while it hangs, keep no answer of Twilio's from going", {
  timeout: 120_000,
}, async ({ world }) => {
  world.zendesk.connectWebhook();
  for (const From of CROWD.slice(0, 10)) await world.twilio.receive({ From, Body: "My parcel never came" });
  await world.settle();
  world.fail("twilio", { status: 429, retryAfter: 300 });
  for (const { id } of world.zendesk.tickets) world.zendesk.answer(id, { text: "We look into it" });
  await world.zendesk.rung();
  await world.settle();
  world.heal();
  // They waited, so their tickets' requesters are asked for before they go.
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '1 hour' where zendesk_comment_id is not null",
  );
  world.fail("zendesk", "hang");
  await world.database.rows("delete from upstream_pauses");
  await world.database.rows("update tasks set due_at = now() where done_at is null");
  await world.twilio.receive({ ...ana, Body: "HELP" });
  await vi.waitFor(() => expect(unanswered(world, "zendesk").length).toBeGreaterThanOrEqual(8), soon);
  const stranger = "whatsapp:+14155550288";
  await world.twilio.receive({ From: stranger, Body: "HELP" });
  await vi.waitFor(() => expect(world.twilio.sent.map(({ to }) => to)).toContain(stranger), soon);
});
