import { expect } from "vitest";
import { triggerPayload } from "../../lib/zendesk/trigger.ts";
import { agentAnswers, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { test } from "../support/world.ts";

const PDF = { filename: "invoice.pdf", contentType: "application/pdf", bytes: Buffer.from("%PDF") };

test.for([
  ["twilio", "event"],
  ["twilio", "trigger"],
  ["meta", "event"],
  ["meta", "trigger"],
] as const)(
  "by %s and %s, a conversation from the first question to the ticket that is opened once more",
  async ([channel, shape], { world }) => {
    world.zendesk.connectWebhook({ shape, triggerTemplate: triggerPayload() });
    const customer = LINES[channel](world);
    const [dana, robin] = world.zendesk.agents;

    await customer.writes("My invoice is wrong");
    await agentAnswers(world, {
      html: "<p>Which <b>one</b>?</p>",
      ...(dana && { by: dana }),
      status: "pending",
    });
    await customer.writes("The one of May");
    expect(lastTicket(world).status).toBe("open");
    await customer.sendsPhoto("Here it is");
    const { attachments } = await agentAnswers(world, {
      html: "<p>We have corrected it:</p>",
      files: [PDF],
      ...(robin && { by: robin }),
      status: "solved",
    });
    await customer.writes("The amount is still wrong");
    expect(lastTicket(world).status).toBe("open");
    await agentAnswers(world, { text: "So it is. Give us a day." });

    const { id, comments } = lastTicket(world);
    const nameOf = (author: number) => world.zendesk.users.find((user) => user.id === author)?.name;
    const customerName = nameOf(lastTicket(world).requester_id);
    expect(
      comments.map(({ body, author_id, attachments: files }) => [
        nameOf(author_id),
        body.split("\n")[0],
        files.length,
      ]),
    ).toEqual([
      [customerName, "My invoice is wrong", 0],
      ["Dana", "Which one?", 0],
      [customerName, "The one of May", 0],
      [customerName, "Here it is", 1],
      ["Robin", "We have corrected it:", 1],
      [customerName, "The amount is still wrong", 0],
      ["Dana", "So it is. Give us a day.", 0],
    ]);
    expect(customer.received()).toEqual([
      `Ticket #${id} created: 'My invoice is wrong'. We'll get back to you soon.`,
      "Which *one*?",
      "We have corrected it:",
      attachments[0]?.content_url,
      "So it is. Give us a day.",
    ]);
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(notes(world)).toEqual([]);

    // Each message, in and out, stands on the ticket in the books, and its ticks are kept.
    const last = (await world.logs("outbound")).at(-1);
    if (channel === "twilio") await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "read");
    else await world.meta.status(world.meta.sent.at(-1)?.id ?? "", "read");
    await settled(world);
    const rows = await world.logs();
    expect(rows.map(({ ticket_id }) => ticket_id)).toEqual(rows.map(() => String(id)));
    expect(rows.find((row) => row.id === last?.id)).toMatchObject({
      status: "read",
      body: "So it is. Give us a day.",
    });
    expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
  },
);
