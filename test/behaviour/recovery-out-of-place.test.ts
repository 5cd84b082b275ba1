import { expect, vi } from "vitest";
import { minutesAgo, recover, untilRecovered } from "../support/recovery.ts";
import { LINES } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";
const ANA = `whatsapp:${PHONE}`;
const _DAY = 24 * 60;

const _known = (world: World) => world.database.rows("select phone from contacts where phone is not null");

test("our clock is three hours behind: the recovery of a message that was missed ends", async ({ world }) => {
  await LINES.twilio(world).writes("My invoice is wrong");
  world.twilio.miss({ From: ANA, Body: "Anybody?" }, [], { at: minutesAgo(90) });
  const since = minutesAgo(400);
  const now = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => now() - 3 * 3_600_000);
  try {
    expect(await recover(world, { since })).toEqual({ messages: 1 });
    await untilRecovered(world);
  } finally {
    vi.restoreAllMocks();
  }
});
