import { expect } from "vitest";
import { beforeAnyTask } from "../support/delivery.ts";
import { dieAtEachStep, endLeasesAndSettle } from "../support/doomed-instance.ts";
import { fastWorld } from "../support/messages-api.ts";
import { knowTemplate, ticketFor } from "../support/ticket-templates.ts";
import { testIn } from "../support/world.ts";

const test = testIn(() => fastWorld());
const TAG = "whatsapp_template_order_ready";

test("killed before each single step of obeying a ticket's tag: one message, one note, one contact, one ticket, and no tag left", {
  timeout: 180_000,
}, async ({ world }) => {
  const template = await knowTemplate(world, "twilio");
  let ticketId = 0;
  const phone = (step: number) => `+1415555${7000 + step}`;
  const steps = await dieAtEachStep(world, {
    async prepare(step) {
      const { id } = await ticketFor(world, phone(step), { tags: [TAG] });
      ticketId = id;
      const ring = {
        type: "zen:event-type:ticket.created",
        detail: { id: String(id), tags: [TAG] },
        event: {},
      };
      await beforeAnyTask(world, () => world.zendesk.post(ring));
    },
    async check(step) {
      await endLeasesAndSettle(world);
      const sent = world.twilio.sent.filter(({ to }) => to === `whatsapp:${phone(step)}`);
      expect(
        sent.map(({ form }) => form.ContentSid),
        `step ${step}`,
      ).toEqual([template.externalId]);
      const { comments, tags } = world.zendesk.ticket(ticketId);
      expect(tags, `step ${step}`).toEqual([]);
      expect(
        comments.filter((comment) => !comment.public),
        `step ${step}`,
      ).toHaveLength(1);
      const rows = await world.database.rows(
        `select (select count(*)::int from contacts where phone = $1) as contacts,
             (select count(*)::int from tickets where id = $2) as tickets,
             (select count(*)::int from audit where subject = 'ticket:' || $2) as audited,
             (select count(*)::int from contact_logs where ticket_id = $2) as messages`,
        [phone(step), String(ticketId)],
      );
      expect(rows, `step ${step}`).toEqual([{ contacts: 1, tickets: 1, audited: 1, messages: 1 }]);
    },
  });
  expect(steps).toBeGreaterThan(10);
});
