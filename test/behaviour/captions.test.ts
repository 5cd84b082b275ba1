import { expect } from "vitest";
import { TELLS } from "../support/delivery.ts";
import { agentAnswers, LINES, notes, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PNG = { filename: "screen.png", contentType: "image/png", bytes: Buffer.from("a picture") };
const PDF = { filename: "terms.pdf", contentType: "application/pdf", bytes: Buffer.from("%PDF") };
const OGG = { filename: "a.ogg", contentType: "audio/ogg; codecs=opus", bytes: Buffer.from("OggS") };

/** What an agent's answer became: each message's kind, and its text's length. */
async function becomes(world: World, text: string, files: (typeof PNG)[]) {
  await agentAnswers(world, { text, files });
  return world.database.rows(
    "select kind, length(body) as length from contact_logs where zendesk_comment_id is not null order by part",
  );
}

const words = (length: number) => `${"word ".repeat(length / 5 + 1).slice(0, length - 1)}.`;

test.for([
  ["meta", "a picture", 1024, [PNG], [["image", 1024]]],
  [
    "meta",
    "a picture, and a word too many",
    1025,
    [PNG],
    [
      ["text", 1025],
      ["image", 0],
    ],
  ],
  ["meta", "a document", 20, [PDF], [["document", 20]]],
  [
    "meta",
    "two files",
    20,
    [PDF, PNG],
    [
      ["document", 20],
      ["image", 0],
    ],
  ],
  [
    "meta",
    "a voice message, which takes no words",
    20,
    [OGG, PNG],
    [
      ["text", 20],
      ["audio", 0],
      ["image", 0],
    ],
  ],
  ["twilio", "a picture", 1024, [PNG], [["image", 1024]]],
  [
    "twilio",
    "a document, with which Twilio sends no words",
    20,
    [PDF],
    [
      ["text", 20],
      ["document", 0],
    ],
  ],
] as const)(
  "by %s, %s: a text of %i characters goes with it where it can",
  async ([provider, , length, files, expected], { world }) => {
    world.zendesk.connectWebhook();
    await LINES[provider](world).writes("My invoice is wrong");
    expect(await becomes(world, words(length), [...files])).toEqual(
      expected.map(([kind, told]) => ({ kind, length: told })),
    );
  },
);

test("of a text in pieces the last goes with the file", async ({ world }) => {
  world.zendesk.connectWebhook();
  await LINES.meta(world).writes("My invoice is wrong");
  expect(await becomes(world, words(4500), [PNG])).toMatchObject([{ kind: "text" }, { kind: "image" }]);
});

test.for([
  ["twilio", 63019],
  ["meta", 131052],
] as const)(
  "by %s, a file that cannot be fetched (%i) keeps the words from nobody, once",
  async ([provider, code], { world }) => {
    world.zendesk.connectWebhook();
    const ana = LINES[provider](world);
    await ana.writes("My invoice is wrong");
    await becomes(world, "See here", [PNG]);
    expect(ana.received()).toHaveLength(3);
    await TELLS[provider](world, "failed", code);
    await settled(world);
    expect(ana.received().slice(3)).toEqual(["See here"]);
    expect(notes(world).at(-1)).toContain(
      "Not delivered: Photo\nWhy: The attached file could not be fetched.",
    );
    await world.database.rows(
      "update tasks set done_at = null, due_at = now() where kind = 'report-failure'",
    );
    await settled(world);
    expect(ana.received()).toHaveLength(4);
    const [alone] = await world.database.rows(
      "select purpose, retry_of is not null as again from contact_logs where retry_of is not null",
    );
    expect(alone).toEqual({ purpose: "agent-reply", again: true });
  },
);
