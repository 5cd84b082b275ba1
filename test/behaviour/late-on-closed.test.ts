import { expect } from "vitest";
import { lastTicket } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("a picture that follows late, when its ticket is closed: somebody hears of it", async ({ world }) => {
  const isMedia = ({ path, host }: { path: string; host: string }) =>
    path.includes("/Media/") || host.endsWith(".twiliocdn.com");
  world.fail("twilio", { status: 503 }, { when: isMedia });
  await world.twilio.receiveMedia({ From: "whatsapp:+14155550100", Body: "Look at this" }, [
    { contentType: "image/jpeg", bytes: Buffer.from("a photo") },
  ]);
  await world.settle();
  for (let n = 0; n < 4; n += 1) await world.later(40);
  world.zendesk.close(lastTicket(world).id);
  world.heal();
  for (let n = 0; n < 6; n += 1) await world.later(600);
  expect(await world.tasks("attach-late")).toMatchObject([
    { dead_at: expect.any(Date), last_error: expect.stringContaining("takes no more comments") },
  ]);
});
