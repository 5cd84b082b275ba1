import { expect } from "vitest";
import { TELLS } from "../support/delivery.ts";
import { agentAnswers, hoursPass, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { createWorld, test, testIn, type World } from "../support/world.ts";

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

const INVITATION = `HX${"4".repeat(32)}`;
const invited = testIn(() => createWorld({ env: { TWILIO_REPLY_CONTENT_SID: INVITATION } }));

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

invited("words whose file failed after the window closed wait as any reply does", async ({ world }) => {
  world.zendesk.connectWebhook();
  const ana = LINES.twilio(world);
  await ana.writes("My invoice is wrong");
  await hoursPass(world, 25);
  await becomes(world, "See here", [PNG, PDF]);
  const waits = expect.stringMatching(
    /^This reply has not been sent yet: .* was sent a template .* goes out by itself/,
  );
  // As the whole comment did before.
  expect(notes(world)).toEqual([waits]);
  await ana.writes("I am back");
  await world.database.rows(
    "update contact_logs set created_at = created_at - interval '25 hours', sent_at = sent_at - interval '25 hours' where direction = 'inbound'",
  );
  await world.twilio.status(world.twilio.sent.at(-2)?.sid ?? "", "failed", { ErrorCode: "63019" });
  await settled(world);
  expect(notes(world).slice(1).toSorted()).toEqual([
    expect.stringMatching(/^Not delivered: Photo\nWhy: The attached file could not be fetched\./),
    waits,
  ]);
  expect(world.twilio.sent.at(-1)?.form.ContentSid).toBe(INVITATION);
  await ana.writes("I am back again");
  expect(ana.received().at(-1)).toBe("See here");
});

test.for([
  [
    "after two hours",
    (world: World) =>
      world.database.rows("update contact_logs set handed_over_at = handed_over_at - interval '121 minutes'"),
  ],
  [
    "after the agent wrote something newer",
    (world: World) => agentAnswers(world, { text: "Forget that: he comes on Friday" }),
  ],
] as const)(
  "%s, words whose file failed stand in the note, and are not said",
  async ([, pass], { world }) => {
    world.zendesk.connectWebhook();
    const ana = LINES.meta(world);
    await ana.writes("My invoice is wrong");
    await becomes(world, "The courier comes today", [PNG]);
    const file = world.meta.sent.at(-1)?.id ?? "";
    await pass(world);
    const before = ana.received();
    await world.meta.status(file, "failed", { errors: [{ code: 131052 }] });
    await settled(world);
    expect(ana.received()).toEqual(before);
    expect(notes(world)).toEqual([
      expect.stringMatching(/^Not delivered: "The courier comes today"\nWhy: The attached file/),
    ]);
  },
);

const writes = (change: string) => (world: World) => world.database.rows(`update contacts set ${change}`);

test.for([
  ["who stopped", "meta", writes("opted_out_at = now(), opt_out_reason = 'stop'"), "the customer wrote STOP"],
  ["who is blocked", "twilio", writes("blocked_at = now()"), "the contact is blocked"],
  ["who no longer has the ticket", "twilio", giveAway, "the ticket's requester is no longer the customer"],
] as const)(
  "words whose file failed are not sent to somebody %s, and the ticket hears so",
  async ([, provider, happens, why], { world }) => {
    world.zendesk.connectWebhook();
    const ana = LINES[provider](world);
    await ana.writes("My invoice is wrong");
    await becomes(world, "See here", [PNG]);
    const before = ana.received();
    await happens(world);
    await TELLS[provider](world, "failed", provider === "twilio" ? 63019 : 131052);
    await settled(world);
    expect(ana.received()).toEqual(before);
    expect(notes(world).toSorted()).toEqual([
      expect.stringMatching(/^Not delivered: Photo\n/),
      expect.stringMatching(new RegExp(`^This reply was not sent.*: ${why}`)),
    ]);
  },
);

/** The ticket gets another requester, who never wrote to us. */
async function giveAway(world: World) {
  const bob = { name: "Bob", phone: null, externalId: "bob" };
  lastTicket(world).requester_id = Number((await world.deps.zendesk.upsertEndUser(bob)).id);
}
