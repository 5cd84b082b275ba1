import { expect } from "vitest";
import { CATALOGUES } from "../../lib/domain/replies/index.ts";
import { repliesOf } from "../../lib/domain/wording/replies.ts";
import { CUSTOMERS, written } from "../support/customers.ts";
import { test } from "../support/shared-world.ts";

const { sentences, commands } = CATALOGUES.ar;
const ARABIC = repliesOf(sentences, "ar");

type List = {
  body: { text: string };
  action: { button: string; sections: { title: string; rows: Row[] }[] };
};
type Row = { id: string; title: string; description: string };

test("an Arabic customer on Meta has HELP as a list in Arabic, and hears of an English ticket in order", async ({
  world,
}) => {
  const customer = CUSTOMERS["Meta's WhatsApp"](world, "+966550000123");
  await customer.writes("I can't log in (since 3 p.m.)");
  await world.database.rows("update contacts set language = 'ar', language_source = 'chosen'");
  const ticketId = String(world.zendesk.tickets[0]?.id);

  // As people type it, without its last letter's dots.
  await customer.writes("مساعده");
  const { interactive } = world.meta.sent.at(-1)?.payload ?? {};
  const { body, action } = interactive as List;
  expect(body.text).toBe(sentences.help);
  expect(action.button).toBe(sentences.helpButton);
  expect(action.button.length).toBeLessThanOrEqual(20);
  const rows = action.sections.flatMap((section) => section.rows);
  expect(rows).toContainEqual({
    id: "command:approve",
    title: `${commands.approve.words[0]} ${sentences.reference}`,
    description: commands.approve.summary,
  });
  for (const { title, description } of rows) {
    expect(title.length).toBeLessThanOrEqual(24);
    expect(description.length).toBeLessThanOrEqual(72);
    expect(title + description).not.toMatch(/[a-z]/i);
  }

  await customer.picks("command:status", rows[0]?.title ?? "");
  await customer.writes("الحالة؟");
  const subject = "I can't log in (since 3 p.m.)";
  const told = ARABIC.status([{ id: ticketId, subject, status: "new" }]);
  expect(told).toContain(`\u2068#${ticketId}\u2069 «\u2068${subject}\u2069»: ${sentences.statusNew}`);
  // By the row and by the word it is the same command; what was said within a minute is not said again.
  expect(customer.heard().filter((body) => body === told)).toEqual([told]);
  expect((await written(world)).map(({ command }) => command)).toEqual([null, "help", "status", "status"]);
  expect(world.zendesk.tickets).toMatchObject([{ subject, comments: [{ public: true }] }]);
});
