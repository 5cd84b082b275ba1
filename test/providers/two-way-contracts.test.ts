import { expect } from "vitest";
import { checkedInstance, testContracts } from "../support/contracts.ts";
import { lastTicket } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

const ENV = {
  TWILIO_REPLY_CONTENT_SID: `HX${"b".repeat(32)}`,
  WHATSAPP_REPLY_TEMPLATE: "write_again:en_US",
  ZENDESK_TICKS: "field",
  ZENDESK_TICKS_FIELD_ID: "360001234567",
};

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };
const photo = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };
const files = [
  { ...photo, filename: "photo.jpg" },
  { ...photo, filename: "invoice.pdf", contentType: "application/pdf" },
  { ...photo, filename: "voice.ogg", contentType: "audio/ogg" },
  { ...photo, filename: "film.mp4", contentType: "video/mp4" },
  { ...photo, filename: "backup.zip", contentType: "application/zip" },
];

const LINES = {
  twilio: {
    write: (world: World, Body: string) => world.twilio.receive({ ...ana, Body }),
    sent: ({ twilio }: World) => twilio.sent,
    read: (world: World) => world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "read"),
    fail: (world: World) => world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "failed"),
  },
  meta: {
    write: (world: World, text: string) => world.meta.receive(text),
    sent: ({ meta }: World) => meta.sent,
    read: (world: World) => world.meta.status(world.meta.sent.at(-1)?.id ?? "", "read"),
    fail: (world: World) => world.meta.status(world.meta.sent.at(-1)?.id ?? "", "failed"),
  },
};

testContracts.for(["twilio", "meta"] as const)(
  "what answers, commands and notes send by %s satisfies the descriptions: texts, files, lists, templates, notes, tags, the field",
  async (provider, { world }) => {
    const { settle, violations } = await checkedInstance(world, ENV);
    const { write, sent, read, fail } = LINES[provider];
    world.zendesk.connectWebhook();
    const answer = async (given: object) => {
      world.zendesk.answer(lastTicket(world).id, given);
      await settle();
    };
    for (const text of ["My card was charged twice", "HELP", "STATUS"]) {
      await write(world, text);
      await settle();
    }
    await world.database.rows(
      `insert into approvals (id, contact_id, reference, ticket_id)
       select gen_random_uuid(), contact_id, 'order-7', id from tickets`,
    );
    await write(world, "APPROVE order-7");
    await settle();
    await answer({ html: "<p>Hello <b>Ana</b></p>", files });
    await read(world);
    await settle();
    world.fail("zendesk", "drop-after", { times: 1, when: ({ method }) => method === "PUT" });
    await answer({ text: "Once more" });
    await fail(world);
    await settle();
    // A day later the window is closed: the template asks the customer to write again.
    await world.database.rows(
      "update contact_logs set created_at = created_at - interval '25 hours', sent_at = sent_at - interval '25 hours'",
    );
    const before = sent(world).length;
    await answer({ text: "Are you there?" });
    expect(sent(world)).toHaveLength(before + 1);
    await write(world, "Yes, I am");
    await settle();
    expect(sent(world)).toHaveLength(before + 2);

    const ticket = lastTicket(world);
    expect(ticket.tags).toContain("approved");
    expect(ticket.custom_fields).toEqual([{ id: 360001234567, value: "read" }]);
    // The decision, the answer that failed, the one that waited.
    expect(ticket.comments.filter((comment) => !comment.public)).toHaveLength(3);
    // What else must have passed the proxy to be checked.
    expect(world.callsTo("GET", "/comments").map(({ query }) => query.include)).toContain("users");
    expect(world.meta.typing.length).toBe(provider === "meta" ? 5 : 0);
    expect(await violations()).toEqual([]);
  },
);
