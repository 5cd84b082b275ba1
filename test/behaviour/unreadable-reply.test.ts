import { expect } from "vitest";
import { LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

/** A file's name with a NUL in it, which PostgreSQL does not take. */
const FILE = {
  content_url: "https://acme.zendesk.com/a",
  file_name: "\0",
  content_type: "application/pdf",
  size: 4,
};

/** What reaches the phone of two answers, the first of which came out of Zendesk as `odd`. */
async function relayed(world: World, odd: object) {
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  const before = line.received().length;
  const { id } = lastTicket(world);
  Object.assign(world.zendesk.answer(id, { text: "Is 3 < 5 & *why*?\nYes" }), odd);
  world.zendesk.answer(id, { text: "We look into it" });
  for (let n = 0; n < 2; n += 1) {
    await world.zendesk.post(JSON.stringify({ ticket_id: id }));
    await settled(world);
  }
  return line.received().slice(before);
}

test.for([
  ["no HTML", { html_body: null }],
  ["HTML that is none", { html_body: {} }],
  ["no text but the old form", { html_body: null, plain_body: undefined }],
] as const)(
  "an answer with %s arrives as its plain text, and the next one too",
  async ([, odd], { world }) => {
    expect(await relayed(world, odd)).toEqual(["Is 3 < 5 & *why*?\nYes", "We look into it"]);
    expect(notes(world)).toEqual([]);
  },
);

test.for([
  ["has no text in any form", { html_body: {}, plain_body: {}, body: {} }],
  ["carries a file that cannot be stored", { attachments: [FILE] }],
] as const)("an answer that %s leaves one note, and the next one arrives", async ([, odd], { world }) => {
  expect(await relayed(world, odd)).toEqual(["We look into it"]);
  expect(notes(world)).toEqual([expect.stringContaining("was not sent to the customer")]);
});
