import { expect } from "vitest";
import { ask } from "../../lib/db/ask.ts";
import { recordTicketNews } from "../../lib/db/messages/agent-replies.ts";
import { recordingTicket } from "../../lib/db/messages/message-in-context.ts";
import { storeWithoutWork } from "../support/doomed-instance.ts";
import { test } from "../support/world.ts";

test("a ticket that we write down while Zendesk tells of it: it is one of ours, and neither waits for the other", {
  timeout: 120_000,
}, async ({ world }) => {
  const rounds = 300;
  for (let n = 0; n < rounds; n += 1) {
    await storeWithoutWork(world, `whatsapp:+1415555${5000 + n}`, "My card was charged twice", []);
  }
  const { db } = world.deps;
  const updatedAt = "2031-05-04T10:00:00Z";
  const subject = "My card was charged twice";
  for (const [n, log] of (await world.logs()).entries()) {
    const id = String(n);
    const status = "new";
    const [, news] = await Promise.all([
      ask(
        db,
        recordingTicket({
          id,
          status,
          subject,
          updatedAt,
          openedBy: log.id,
          contactId: log.contact_id ?? "",
        }),
      ),
      recordTicketNews(db, {
        ticketId: id,
        openedBy: log.id,
        status,
        subject,
        updatedAt: new Date(updatedAt),
        ring: "1",
        commentId: null,
        isReply: false,
        isTagged: false,
        taggedBy: null,
      }),
    ]);
    expect(news).toBe("recorded");
  }
  const filed = "select 1 from contact_logs l join tickets t on t.id = l.ticket_id and t.opened_by = l.id";
  expect(await world.database.rows(filed)).toHaveLength(rounds);
});
