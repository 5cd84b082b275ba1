import { expect } from "vitest";
import { test } from "../support/world.ts";

const FROM = "whatsapp:+14155550100";
const PHOTO = { contentType: "image/jpeg", bytes: Buffer.from("a photo") };

test.for([
  { what: "a text", files: [] },
  { what: "a photo, with more to do after it", files: [PHOTO] },
])(
  "a confirmation that the database refuses leaves the ticket of $what recorded, and denied to nobody",
  async ({ files }, { world }) => {
    await world.database.rows(`create function refuse() returns trigger language plpgsql as $$ begin
    raise exception 'no' using errcode = '22P05'; end $$`);
    await world.database.rows(
      "create trigger refuse before insert on contact_logs for each row when (new.purpose = 'ticket-created') execute function refuse()",
    );
    await world.twilio.receiveMedia({ From: FROM, Body: "My card was charged twice" }, files);
    await world.settle();
    const [ticket] = world.zendesk.tickets;
    expect(await world.logs("inbound")).toMatchObject([{ ticket_id: String(ticket?.id) }]);
    for (let n = 0; n < 10; n += 1) await world.later(7_200);
    await world.twilio.receive({ From: FROM, Body: "And once more today" });
    await world.settle();
    expect([world.zendesk.tickets.length, ticket?.comments.length]).toEqual([1, 2]);
    expect(await world.logs("outbound")).toEqual([]);
  },
);
