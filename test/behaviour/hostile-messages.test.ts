import { expect } from "vitest";
import { test } from "../support/shared-world.ts";

let customers = 0;

/** As many as a webhook may bring; of characters that a form writes as %D9%90, fewer fit. */
const LONGEST = 65_000;

test.for([
  ["a command that drowns in marks", `APPROVE a${"*".repeat(LONGEST - 10)}b`],
  ["a command and a word without end", `APPROVE ${"a".repeat(LONGEST - 8)}`],
  ["spaces before a colon that ends nothing", `My card${" ".repeat(LONGEST - 9)}:x`],
  ["colons", `My card${" :".repeat(LONGEST / 2 - 4)}x`],
  ["ligatures of eighteen letters", "ﷺ".repeat(14_000)],
  ["accents in turn", `My card a${"\u0301\u0323".repeat(10_000)}b`],
] as const)(
  "%s: the longest text is filed as it is, and so is an answer that quotes them",
  async ([, Body], { shared }) => {
    customers += 1;
    const From = `whatsapp:+1415556${String(customers).padStart(4, "0")}`;
    const first = await shared.twilio.receive({ From, Body });
    expect(first.response.status).toBe(200);
    await shared.settle();
    const answer = await shared.twilio.receive({
      From,
      Body: "I mean that",
      OriginalRepliedMessageSid: first.sid,
    });
    expect(answer.response.status).toBe(200);
    await shared.settle();

    const rows = (await shared.logs("inbound")).filter(({ twilio_message_sid: sid }) =>
      [first.sid, answer.sid].includes(String(sid)),
    );
    const ticket = shared.zendesk.tickets.find(({ external_id }) => external_id === rows[0]?.id);
    expect(rows.map(({ body, ticket_id }) => [body === Body || body, ticket_id])).toEqual([
      [true, String(ticket?.id)],
      ["I mean that", String(ticket?.id)],
    ]);
    expect(ticket?.subject.length).toBeLessThanOrEqual(150);
    expect(ticket?.subject.slice(0, 7)).toBe(Body.slice(0, 7));
    const [opening = "", quoting = ""] = ticket?.comments.map(({ body }) => body) ?? [];
    expect(opening === Body).toBe(true);
    const [quote = "", said] = quoting.split("\n");
    expect([quote.slice(0, 9), said]).toEqual([`> ${Body.slice(0, 7)}`, "I mean that"]);
    expect(quote.length).toBeLessThanOrEqual(102);
  },
);
