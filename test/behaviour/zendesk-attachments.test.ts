import { expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test } from "../support/world.ts";

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
  expect(most).toBe(2);
  expect(world.zendesk.tickets.map(({ comments }) => comments[0]?.attachments.length)).toEqual(
    Array(8).fill(1),
  );
});
