import { expect } from "vitest";
import { sendTemplate } from "../../lib/from-ticket/send-template.ts";
import { answered, test } from "../support/assistant.ts";
import { dana, knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { LINES, lastTicket, settled } from "../support/two-way.ts";

test("where an agent began the conversation with a template, a person has it: the answer is on the ticket, and the assistant keeps out", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const template = await knowTemplate(world, "twilio");
  const { id } = await ticketFor(world, "+14155550177");
  await sendTemplate(world.deps, {
    ticketId: String(id),
    template,
    variables: {},
    actor: dana(world),
    key: "one",
  });
  await settled(world);
  await LINES.twilio(world, "whatsapp:+14155550177").writes("How do I reset my password?");
  await answered(world);
  await settled(world);
  expect(lastTicket(world).comments.at(-1)?.body).toContain("How do I reset my password?");
  expect(sentTo(world, "twilio", "+14155550177")).toHaveLength(1);
  expect(await world.database.rows("select 1 from assistant_turns")).toEqual([]);
});
