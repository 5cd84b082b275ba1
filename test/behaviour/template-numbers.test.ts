import { expect } from "vitest";
import type { KnownTemplate } from "../../lib/domain/templates/known-template.ts";
import { previewTemplate } from "../../lib/from-ticket/preview-template.ts";
import { fastWorld } from "../support/messages-api.ts";
import { knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { notes, settled } from "../support/two-way.ts";
import { testIn } from "../support/world.ts";

const test = testIn(() => fastWorld());

const PHONE = "+14155550177";

test("numbers are filled by the fields that are mapped to them, and in Tickline's own templates by what they stand for", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const confirmation = await knowTemplate(world, "twilio", { name: "confirmed", body: "#{{2}}: {{1}}" });
  const twilio = await knowTemplate(world, "twilio", { name: "later", body: "An answer to #{{1}}" });
  const meta = await knowTemplate(world, "meta", { name: "later", language: "es", body: "Ticket {{1}}" });
  await knowTemplate(world, "twilio", { body: "{{1}}, {{2}}" });
  const other = await world.anotherInstance({
    env: {
      ...world.env,
      TWILIO_CONTENT_SID: confirmation.externalId,
      TWILIO_REPLY_CONTENT_SID: twilio.externalId,
      WHATSAPP_REPLY_TEMPLATE: `${meta.name}:${meta.language}`,
      WHATSAPP_TEMPLATE_FIELDS: '{"1":77,"2":78}',
    },
  });
  const custom_fields = [
    { id: 77, value: "Monday" },
    { id: 78, value: "10:30" },
  ];
  const { id } = await ticketFor(world, PHONE, { custom_fields });
  const shown = async (template: KnownTemplate) =>
    (await previewTemplate(other.deps, { ticketId: String(id), template })).text;
  expect(await shown(confirmation)).toBe(`#${id}: Your order`);
  expect(await shown(twilio)).toBe(`An answer to #${id}`);
  expect(await shown(meta)).toBe(`Ticket ${id}`);
  expect(await shown({ ...meta, language: "en" })).toBe("Ticket Monday");
  world.deps.env.templateFields = other.deps.env.templateFields;
  await ticketFor(world, PHONE, { custom_fields, tags: ["whatsapp_template_order_ready"] });
  await settled(world);
  expect(sentTo(world, "twilio", PHONE)).toEqual(["Monday, 10:30"]);
});

test("a tag whose template has a number that nothing fills sends nothing, and the note says how to map it", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  world.deps.env.templateFields = { "2": "77" };
  await knowTemplate(world, "meta", { body: "Hello {{1}}, your order {{2}} is ready." });
  await ticketFor(world, PHONE, { tags: ["whatsapp_template_order_ready"] });
  await settled(world);
  expect(world.meta.sent).toEqual([]);
  expect(notes(world)).toEqual([
    expect.stringMatching(
      /: Variable 1 is empty: .*\{"1":360001234567\}; Variable 2 is empty: the ticket field 77 .* says nothing/,
    ),
  ]);
});
