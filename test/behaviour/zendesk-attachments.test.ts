import { expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test, type World } from "../support/world.ts";

const isMedia = ({ path }: UpstreamCall) => path.includes("/Media/");
const isUpload = ({ path }: UpstreamCall) => path.includes("/uploads");

test("eight customers' photos at once: two are in memory at a time, and all are on their tickets", async ({
  world,
}) => {
  const customers = Array.from({ length: 8 }, (_, n) => `whatsapp:+141555501${10 + n}`);
  for (const From of customers) await storeWithoutWork(world, From, "My card was charged twice");
  let most = 0;
  const count = (call: UpstreamCall) => {
    const done = world.calls.filter((one) => isUpload(one) && one.status === 201).length;
    if (isMedia(call)) most = Math.max(most, world.calls.filter(isMedia).length - done);
    return false;
  };
  world.fail("twilio", "hang", { when: count });
  await world.settle();
  // Those that found no turn gave their place back for a moment.
  for (let n = 0; n < 4; n += 1) await world.later(3);
  expect(most).toBe(2);
  expect(world.zendesk.tickets.map(({ comments }) => comments[0]?.attachments.length)).toEqual(
    Array(8).fill(1),
  );
});

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const photo = (content = "a photo") => ({ contentType: "image/jpeg", bytes: Buffer.from(content) });

/** Each comment of Ana's ticket: its text without the reference, and the files on it. */
const comments = (world: World) =>
  world.zendesk.tickets[0]?.comments.map(({ body, attachments }) => [
    body.split("\n\nRef")[0],
    attachments.map(({ size }) => size),
  ]);

test.for([
  ["500", { status: 500 }],
  ["429", { status: 429, retryAfter: 20 }],
] as const)(
  "a photo that Twilio cannot serve for a while (%s): the text is filed within minutes, the photo follows once",
  async ([, fault], { world }) => {
    world.fail("twilio", fault, { when: isMedia });
    await world.twilio.receiveMedia({ ...ana, Body: "My card was charged twice" }, [photo("of the bill")]);
    await world.settle();
    for (const seconds of [40, 40]) await world.later(seconds);
    expect(comments(world)).toEqual([
      [
        "My card was charged twice\n[Attachment 1 could not be attached: the provider did not serve it. It follows when it can be had]",
        [],
      ],
    ]);
    await world.later(200);
    world.heal();
    for (let n = 0; n < 4; n += 1) await world.later(3600);
    expect(comments(world)?.slice(1)).toEqual([
      ["Attachment 1 of an earlier message", ["of the bill".length]],
    ]);
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(world.twilio.sent).toHaveLength(1);
    expect(await unfinished(world)).toEqual([]);
  },
);

test("of two photos on a comment, the one that is late follows by itself, with a reference to its message", async ({
  world,
}) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  const { sid } = await lateSecondPhoto(world);
  for (const seconds of [10, 40]) await world.later(seconds);
  world.heal();
  await world.later(3600);
  expect(
    comments(world)
      ?.slice(1)
      .map(([, files]) => files),
  ).toEqual([[3], [5]]);
  const row = (await world.logs("inbound")).find(({ twilio_message_sid }) => twilio_message_sid === sid);
  expect(world.zendesk.tickets[0]?.comments[2]?.body).toBe(
    `Attachment 2 of an earlier message\n\nRef ${row?.id} (attachment 2)`,
  );
});

test("texts that come while a photo is late are filed at once", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My card was charged twice" });
  await world.settle();
  await lateSecondPhoto(world);
  for (const seconds of [10, 40]) await world.later(seconds);
  await world.twilio.receive({ ...ana, Body: "Still there?" });
  await world.settle();
  expect(comments(world)?.at(-1)?.[0]).toBe("Still there?");
});

test("a late photo that is gone for good leaves a line of its own", async ({ world }) => {
  world.fail("twilio", { status: 500 }, { times: 4, when: isMedia });
  world.fail("twilio", { status: 410 }, { when: isMedia });
  await world.twilio.receiveMedia({ ...ana, Body: "My card was charged twice" }, [photo()]);
  await world.settle();
  for (const seconds of [10, 40, 40, 200]) await world.later(seconds);
  expect(comments(world)?.slice(1)).toEqual([
    ["Attachment 1 of an earlier message could not be attached: Twilio answered HTTP 410", []],
  ]);
  expect(await unfinished(world)).toEqual([]);
});

test("the answer to a late photo's comment is lost: the photo is on the ticket once", async ({ world }) => {
  world.fail("twilio", { status: 500 }, { times: 4, when: isMedia });
  world.fail("zendesk", "drop-after", { times: 1, when: ({ method }) => method === "PUT" });
  await world.twilio.receiveMedia({ ...ana, Body: "My card was charged twice" }, [photo()]);
  await world.settle();
  for (const seconds of [10, 40, 40, 200, 200]) await world.later(seconds);
  expect(comments(world)).toHaveLength(2);
  expect(await unfinished(world)).toEqual([]);
});

async function lateSecondPhoto(world: World) {
  const path = /Media\/ME\w+$/;
  const files = [photo("one"), photo("three")];
  const late = new Set<string>();
  // The first that is asked for is the first of the two: whichever comes after it is late.
  let served: string | undefined;
  world.fail(
    "twilio",
    { status: 503 },
    {
      when: (call) => {
        const id = path.exec(call.path)?.[0];
        if (!id) return false;
        served ??= id;
        if (id !== served) late.add(id);
        return late.has(id);
      },
    },
  );
  const sent = await world.twilio.receiveMedia({ ...ana, Body: "Here are both bills" }, files);
  await world.settle();
  return sent;
}

const unfinished = async (world: World) => (await world.tasks()).filter(({ done_at }) => done_at === null);
