import { expect } from "vitest";
import { TELLS } from "../support/delivery.ts";
import { agentAnswers, LINES, notes, settled, smsLine } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

/** WhatsApp's failures go out as SMS. */
const test = testIn(() => createWorld({ env: { FALLBACK_SMS: "true" } }));

/** An agent's answer by WhatsApp, as its only message to be told of. */
async function answered(world: World, provider: "twilio" | "meta", text = "We look into it") {
  world.zendesk.connectWebhook();
  await LINES[provider](world).writes("My invoice is wrong");
  await agentAnswers(world, { text });
}

test("undelivered, and then failed: it went out as SMS, once, and no note says that it did not arrive", async ({
  world,
}) => {
  await answered(world, "twilio");
  const sid = world.twilio.sent.at(-1)?.sid ?? "";
  for (const status of ["undelivered", "failed"]) {
    await world.twilio.status(sid, status, { ErrorCode: "63024" });
    await settled(world);
  }
  expect(smsLine(world).received()).toEqual(["We look into it"]);
  expect(notes(world)).toEqual([]);
});

test("a crash after the SMS was promised: it goes out once, and no note says that it did not arrive", async ({
  world,
}) => {
  await answered(world, "twilio");
  await TELLS.twilio(world, "failed", 63024);
  await settled(world);
  await world.database.rows("update tasks set done_at = null, due_at = now() where kind = 'report-failure'");
  await settled(world);
  expect(smsLine(world).received()).toEqual(["We look into it"]);
  expect(notes(world)).toEqual([]);
});

test("an SMS that fails as well leaves one note", async ({ world }) => {
  await answered(world, "twilio");
  for (const code of [63024, 30003]) {
    await TELLS.twilio(world, "failed", code);
    await settled(world);
  }
  expect(smsLine(world).received()).toHaveLength(1);
  expect(notes(world)).toEqual([expect.stringContaining("Not delivered")]);
});

test.for([
  [1600, 1, 0],
  [1601, 0, 1],
] as const)(
  "a text of %i characters that Meta could not bring: %i SMS, %i notes",
  async ([length, sms, noted], { world }) => {
    await answered(world, "meta", "x".repeat(length));
    await TELLS.meta(world, "failed", 131026);
    await settled(world);
    expect(world.twilio.sent.map(({ body }) => body.length)).toEqual(Array(sms).fill(length));
    expect((await world.logs("outbound")).filter(({ channel }) => channel === "sms")).toHaveLength(sms);
    expect(notes(world)).toHaveLength(noted);
  },
);
