import { expect } from "vitest";
import { TELLS } from "../support/delivery.ts";
import { agentAnswers, LINES, notes, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

const PHOTO = { filename: "bill.jpg", contentType: "image/jpeg", bytes: Buffer.from("a photo") };

test.for([
  ["wrote STOP", "opted_out_at = now(), opt_out_reason = 'stop'", "wrote STOP"],
  [
    "wants nothing, as Twilio says",
    "opted_out_at = now(), opt_out_reason = '21610'",
    "asked for no more messages",
  ],
  ["wished so in WhatsApp", "opted_out_at = now(), opt_out_reason = 'user_preferences'", "WhatsApp"],
  ["is blocked", "blocked_at = now()", "is blocked"],
  ["is blocked and wrote STOP", "blocked_at = now(), opted_out_at = now()", "is blocked"],
] as const)("to a contact who %s, an answer's note says just that", async ([, state, why], { world }) => {
  world.zendesk.connectWebhook();
  await LINES.twilio(world).writes("My invoice is wrong");
  await world.database.rows(`update contacts set ${state}`);
  await agentAnswers(world, { text: "We look into it" });
  expect(notes(world)).toEqual([expect.stringContaining(why)]);
  expect(notes(world)[0]?.includes("wrote STOP")).toBe(why === "wrote STOP");
});

test("a photo that did not arrive is named without quotes, as no text of the agent's", async ({ world }) => {
  world.zendesk.connectWebhook();
  await LINES.meta(world).writes("My invoice is wrong");
  await agentAnswers(world, { html: "", files: [PHOTO] });
  await TELLS.meta(world, "failed", 131026);
  await settled(world);
  expect(notes(world)).toEqual([expect.stringMatching(/^Not delivered: Photo\n/)]);
});
