import { expect } from "vitest";
import { CUSTOMERS, consentOf } from "../support/customers.ts";
import { REPLIES } from "../support/replies.ts";
import { settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const WROTE_STOP = { out: true, reason: "stop" };
const WANTS = { out: false, reason: null };

/** Ana writes over Meta, so many seconds from now by her phone; it arrives now. */
async function writesAt(world: World, body: string, seconds: number): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000) + seconds);
  await world.meta.receive(
    { id: `wamid.${body}.${seconds}`, timestamp, type: "text", text: { body } },
    { contact: { wa_id: "14155550100" } },
  );
  await settled(world);
}

test("a START that arrives after a later STOP undoes nothing, and is not answered as if it did", async ({
  world,
}) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  await writesAt(world, "hi", -900);
  await writesAt(world, "STOP", -600);
  await writesAt(world, "START", -700);
  expect(await consentOf(world, ana)).toEqual(WROTE_STOP);
  expect(ana.heard().slice(1)).toEqual([REPLIES.optedOut(ana.channel)]);
  await writesAt(world, "START", -500);
  expect(await consentOf(world, ana)).toEqual(WANTS);
  expect(ana.heard().slice(1)).toEqual([REPLIES.optedOut(ana.channel), REPLIES.optedIn(ana.channel)]);
});

test("a START between two STOPs that arrives last undoes nothing", async ({ world }) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  for (const [body, seconds] of [
    ["hi", -900],
    ["STOP", -800],
    ["STOP", -600],
    ["START", -700],
  ] as const)
    await writesAt(world, body, seconds);
  expect(await consentOf(world, ana)).toEqual(WROTE_STOP);
});

test("a STOP that arrives after a later START is obeyed, to be safe", async ({ world }) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  for (const [body, seconds] of [
    ["hi", -900],
    ["START", -600],
    ["STOP", -700],
  ] as const)
    await writesAt(world, body, seconds);
  expect(await consentOf(world, ana)).toEqual(WROTE_STOP);
});

test("a START that arrives late is none for a refusal that came after it was written", async ({ world }) => {
  const ana = CUSTOMERS["Meta's WhatsApp"](world);
  await writesAt(world, "hi", -900);
  await writesAt(world, "STOP", -800);
  await writesAt(world, "START", -700);
  await world.database.rows(
    "update contact_logs set created_at = now() - interval '600 seconds' where direction = 'outbound'",
  );
  world.fail("meta", { metaCode: 131050, status: 400 }, { times: 1 });
  await writesAt(world, "My printer is on fire", -500);
  expect(await consentOf(world, ana)).toEqual({ out: true, reason: "131050" });
});
