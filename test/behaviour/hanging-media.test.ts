import { expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { beforeAnyTask } from "../support/delivery.ts";
import { LINES } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHOTO = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };
const FOLLOWS =
  "[Attachment 1 could not be attached: it could not be fetched in time. It follows when it can be had]";

const HOSTS = {
  twilio: {
    isMedia: ({ path, host }: UpstreamCall) => path.includes("/Media/") || host.endsWith(".twiliocdn.com"),
    line: (world: World, n: number) => LINES.twilio(world, `whatsapp:+141555502${n}`),
  },
  meta: {
    isMedia: ({ host }: UpstreamCall) => host === "lookaside.fbsbx.com",
    line: (world: World, n: number) => LINES.meta(world, `141555502${n}`),
  },
} as const;
const PROVIDERS = ["twilio", "meta"] as const;

const receivePhoto = (world: World, n: number) =>
  world.twilio.receiveMedia({ From: `whatsapp:+141555502${n}`, Body: `Photo ${n}` }, [PHOTO]);

const subjects = (world: World) => world.zendesk.tickets.map(({ subject }) => subject);
const TEN = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

test("while ten customers' pictures hang, a stranger's ticket stands before most of them were asked for", {
  timeout: 180_000,
}, async ({ world }) => {
  const { isMedia } = HOSTS.twilio;
  world.fail("twilio", "hang", { when: isMedia });
  await beforeAnyTask(world, async () => {
    for (const n of TEN) await receivePhoto(world, n);
    await world.twilio.receive({ From: "whatsapp:+14155550177", Body: "Where is my parcel today" });
  });
  await world.settle();
  const opened = world.calls.findIndex(({ body }) =>
    JSON.stringify(body ?? "").includes("Where is my parcel"),
  );
  expect(opened).toBeGreaterThan(0);
  expect(world.calls.slice(0, opened).filter(isMedia).length).toBeLessThanOrEqual(4);
  for (let n = 0; n < 2; n += 1) await world.later(3);
  expect(subjects(world).sort()).toEqual([...TEN.map((n) => `Photo ${n}`), "Where is my parcel today"]);
  expect(await world.database.rows("select * from upstream_pauses")).toEqual([]);

  world.heal();
  for (let n = 0; n < 12; n += 1) await world.later(60);
  for (const { subject, comments } of world.zendesk.tickets) {
    const files = comments.map(({ attachments }) => attachments.length);
    expect(files, subject).toEqual(subject.startsWith("Photo") ? [0, 1] : [0]);
  }
  expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
});

test.for(PROVIDERS)(
  "a picture that %s does not serve in time holds up neither its message nor the next, and follows",
  async (provider, { world }) => {
    const { isMedia, line } = HOSTS[provider];
    const ana = line(world, 20);
    world.fail(provider, "hang", { times: 1, when: isMedia });
    await ana.sendsPhoto("My screen is broken");
    await ana.writes("And the keyboard too");
    const [ticket] = world.zendesk.tickets;
    const texts = () => ticket?.comments.map(({ body }) => body.split("\n\nRef")[0]);
    expect(texts()).toEqual([`My screen is broken\n${FOLLOWS}`, "And the keyboard too"]);
    expect(ana.received()).toHaveLength(1);
    await world.later(70);
    expect(texts()?.slice(2)).toEqual(["Attachment 1 of an earlier message"]);
    expect(ticket?.comments.map(({ attachments }) => attachments.length)).toEqual([0, 0, 1]);
  },
);

test("of three pictures the first of which hangs, the others are not waited for", async ({ world }) => {
  const { isMedia } = HOSTS.twilio;
  world.fail("twilio", "hang", { when: isMedia });
  await world.twilio.receiveMedia({ From: "whatsapp:+14155550230", Body: "Three photos" }, [
    PHOTO,
    PHOTO,
    PHOTO,
  ]);
  await world.settle();
  const opened = world.calls.findIndex(({ body }) => JSON.stringify(body ?? "").includes("Three photos"));
  expect(world.calls.slice(0, opened).filter(isMedia)).toHaveLength(1);
  world.heal();
  for (let n = 0; n < 9; n += 1) await world.later(60);
  const [ticket] = world.zendesk.tickets;
  expect(ticket?.comments.map(({ attachments }) => attachments.length)).toEqual([0, 1, 1, 1]);
});

test("ten pictures at once, all to be had, stand each on the ticket that it is for", async ({ world }) => {
  await beforeAnyTask(world, async () => {
    for (const n of TEN) await receivePhoto(world, n);
  });
  await world.settle();
  for (let n = 0; n < 8; n += 1) await world.later(2);
  expect(subjects(world)).toHaveLength(10);
  for (const { comments } of world.zendesk.tickets) {
    expect(comments.map(({ attachments }) => attachments.length)).toEqual([1]);
  }
});

test("a picture that cannot be had for three days is given up, and its ticket says so", async ({ world }) => {
  world.fail("twilio", { status: 500 }, { when: HOSTS.twilio.isMedia });
  await world.twilio.receiveMedia({ From: "whatsapp:+14155550240", Body: "My screen is broken" }, [PHOTO]);
  await world.settle();
  for (const hours of [1, 9, 9, 9, 9, 9, 9, 9, 9, 9]) await world.later(hours * 3600);
  const [ticket] = world.zendesk.tickets;
  expect(ticket?.comments.at(-1)?.body).toContain(
    "Attachment 1 of an earlier message could not be attached: the provider did not serve it",
  );
  expect((await world.tasks("attach-late")).map(({ done_at }) => done_at !== null)).toEqual([true]);
});
