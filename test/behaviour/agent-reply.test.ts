import { expect } from "vitest";
import { triggerPayload } from "../../lib/zendesk/trigger.ts";
import { agentAnswers, LINES, lastTicket, notes, settled, smsLine } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const CHANNELS = ["twilio", "meta"] as const;
const SHAPES = ["event", "trigger"] as const;
const EACH = CHANNELS.flatMap((channel) => SHAPES.map((shape) => [channel, shape] as const));

/** A customer with a ticket of theirs; `answers` is what reached them since. */
async function withTicket(world: World, line = LINES.twilio(world)) {
  await line.writes("My invoice is wrong");
  const before = line.received().length;
  return { line, id: lastTicket(world).id, answers: () => line.received().slice(before) };
}

const connect = (world: World, shape: (typeof SHAPES)[number]) =>
  world.zendesk.connectWebhook({ shape, triggerTemplate: triggerPayload() });

test.for(EACH)(
  "by %s and %s, an agent's public answer reaches the phone in WhatsApp's own formatting",
  async ([channel, shape], { world }) => {
    connect(world, shape);
    const { answers } = await withTicket(world, LINES[channel](world));
    await agentAnswers(world, { html: "<p>Hello <b>Ana</b>, see <i>page 2</i></p>" });
    expect(answers()).toEqual(["Hello *Ana*, see _page 2_"]);
    expect(world.zendesk.webhooks.map(({ status }) => status)).not.toContain(409);
  },
);

test.for(CHANNELS)(
  "by %s, notes between agents, and what the customer wrote, stay where they are",
  async (channel, { world }) => {
    world.zendesk.connectWebhook();
    const { line, answers } = await withTicket(world, LINES[channel](world));
    await agentAnswers(world, { text: "Ana again, the third time this week", public: false });
    await line.writes("And the second one as well");
    expect(lastTicket(world).comments).toHaveLength(3);
    expect(answers()).toEqual([]);
  },
);

test.for(SHAPES)(
  "by %s, an agent's note beside an answer stays with the agents",
  async (shape, { world }) => {
    connect(world, shape);
    const { id, answers } = await withTicket(world);
    world.zendesk.answer(id, { text: "Ana again", public: false });
    await agentAnswers(world, { text: "We look into it" });
    expect(answers()).toEqual(["We look into it"]);
  },
);

test("an agent who writes by phone as a customer does not get their own words back", async ({ world }) => {
  connect(world, "event");
  const { line, answers, id } = await withTicket(world);
  const requester = world.zendesk.users.find((user) => user.id === lastTicket(world).requester_id);
  if (requester) requester.role = "agent";
  await line.writes("And the second one as well");
  await world.zendesk.ring(id, lastTicket(world).comments.at(-1)?.id);
  await settled(world);
  expect(await world.tasks("relay-comments")).not.toEqual([]);
  expect(answers()).toEqual([]);
});

test.for(SHAPES)(
  "by %s, an answer on a ticket that no customer of ours opened goes nowhere",
  async (shape, { world }) => {
    connect(world, shape);
    const { answers } = await withTicket(world);
    world.zendesk.tickets.push({ ...lastTicket(world), id: 5000, external_id: "order-17", comments: [] });
    await agentAnswers(world, { text: "For somebody else" });
    expect(world.zendesk.webhooks.map(({ ticketId, status }) => [ticketId, status])).toContainEqual([
      5000, 200,
    ]);
    expect(answers()).toEqual([]);
    expect(await world.tasks("relay-comments")).toEqual([]);
  },
);

test.for(EACH)(
  "by %s and %s, one answer told of 50 times at once is sent once",
  async ([channel, shape], { world }) => {
    Object.assign(world.deliver.zendesk, { shape, triggerTemplate: triggerPayload() });
    const { id, answers } = await withTicket(world, LINES[channel](world));
    const { id: commentId } = world.zendesk.answer(id, { text: "We look into it" });
    const other = await world.anotherInstance();
    const rung = await world.zendesk.ring(id, commentId, { times: 25 });
    world.deliver.targetOrigin = other.origin;
    rung.push(...(await world.zendesk.ring(id, commentId, { times: 25 })));
    expect(new Set(rung.map(({ status }) => status))).toEqual(new Set([200]));
    await settled(world);
    expect(answers()).toEqual(["We look into it"]);
  },
);

test.for(EACH)(
  "by %s and %s, two agents answer at once and the rings overtake each other: the ticket's order",
  async ([channel, shape], { world }) => {
    Object.assign(world.deliver.zendesk, { shape, triggerTemplate: triggerPayload() });
    const { id, answers } = await withTicket(world, LINES[channel](world));
    const [dana, robin] = world.zendesk.agents;
    const first = world.zendesk.answer(id, { text: "Dana here", ...(dana && { by: dana }) });
    const second = world.zendesk.answer(id, { text: "Robin here", ...(robin && { by: robin }) });
    await world.zendesk.ring(id, second.id);
    await world.zendesk.ring(id, first.id);
    await settled(world);
    expect(answers()).toEqual(["Dana here", "Robin here"]);
  },
);

test.for(EACH)(
  "by %s and %s, of three answers only the last rings: all three, once, in order",
  async ([channel, shape], { world }) => {
    Object.assign(world.deliver.zendesk, { shape, triggerTemplate: triggerPayload() });
    const { id, answers } = await withTicket(world, LINES[channel](world));
    const written = ["One", "Two", "Three"].map((text) => world.zendesk.answer(id, { text }));
    await world.zendesk.ring(id, written[2]?.id);
    await settled(world);
    await world.zendesk.ring(id, written[2]?.id);
    await settled(world);
    expect(answers()).toEqual(["One", "Two", "Three"]);
  },
);

test.for(SHAPES)(
  "by %s, what was written 20 minutes before is not sent with what is written now",
  async (shape, { world }) => {
    Object.assign(world.deliver.zendesk, { shape, triggerTemplate: triggerPayload() });
    const { id, answers } = await withTicket(world);
    const old = world.zendesk.answer(id, { text: "From before Tickline was connected" });
    old.created_at = new Date(Date.now() - 20 * 60_000).toISOString();
    const { id: commentId } = world.zendesk.answer(id, { text: "From today" });
    await world.zendesk.ring(id, commentId);
    await settled(world);
    expect(answers()).toEqual(["From today"]);
  },
);

test.for([
  ["twilio", 1600],
  ["meta", 4096],
] as const)(
  "by %s, 5,000 characters with emoji arrive whole, in messages of at most %i",
  async ([channel, limit], { world }) => {
    world.zendesk.connectWebhook();
    const { answers } = await withTicket(world, LINES[channel](world));
    const words = Array.from({ length: 560 }, (_, n) => (n % 7 === 0 ? `${n}👩‍👩‍👧` : `word${n}`));
    const text = words.join(" ");
    expect(text.length).toBeGreaterThan(4_500);
    await agentAnswers(world, { html: `<p>${text}</p>` });
    expect(answers().length).toBe(Math.ceil(text.length / limit));
    expect(answers().every((piece) => piece.length <= limit)).toBe(true);
    expect(answers().join(" ").split(" ")).toEqual(words);
  },
);

const FILES = [
  { filename: "screen.png", contentType: "image/png", bytes: Buffer.from("a picture"), inline: true },
  { filename: "terms.pdf", contentType: "application/pdf", bytes: Buffer.from("%PDF") },
  { filename: "logs.zip", contentType: "application/zip", bytes: Buffer.from("PK") },
];

test.for(CHANNELS)(
  "by %s, a picture with the words and a PDF arrive as files, and what WhatsApp takes no such file of as a link",
  async (channel, { world }) => {
    world.zendesk.connectWebhook();
    const { answers } = await withTicket(world, LINES[channel](world));
    const { attachments } = await agentAnswers(world, { html: "<p>See here</p>", files: FILES });
    const [png, pdf, zip] = attachments.map(({ content_url }) => content_url);
    expect(answers()).toEqual([`See here\n\nlogs.zip: ${zip}`, png, pdf]);
    expect((await world.logs("outbound")).map(({ kind }) => kind)).toEqual(["text", "image", "document"]);
    if (channel === "meta") {
      expect(world.meta.sent.map(({ payload }) => payload)).toMatchObject([
        {},
        { type: "image", image: { link: png, caption: `See here\n\nlogs.zip: ${zip}` } },
        { type: "document", document: { link: pdf, filename: "terms.pdf" } },
      ]);
    }
  },
);

test("over SMS, text comes without marks, and files as links", async ({ world }) => {
  world.zendesk.connectWebhook();
  const { answers } = await withTicket(world, smsLine(world));
  const { attachments } = await agentAnswers(world, { html: "<p>See <b>here</b></p>", files: FILES });
  const links = attachments.map(({ file_name, content_url }) => `${file_name}: ${content_url}`);
  expect(answers()).toEqual([["See here", ...links].join("\n\n")]);
});

test.for(CHANNELS)(
  "by %s, an answer that is a file and no word arrives as the file",
  async (channel, { world }) => {
    world.zendesk.connectWebhook();
    const { answers } = await withTicket(world, LINES[channel](world));
    const { attachments } = await agentAnswers(world, { text: "", files: FILES.slice(1, 2) });
    expect(answers()).toEqual([attachments[0]?.content_url]);
  },
);

test.for(EACH)(
  "by %s and %s, an answer on a ticket whose making we have not heard of is relayed, and nothing is filed twice",
  async ([channel, shape], { world }) => {
    const line = LINES[channel](world);
    const isCreate = ({ method, path }: { method: string; path: string }) =>
      method === "POST" && /\/tickets(\.json)?$/.test(path);
    world.fail("zendesk", "drop-after", { times: 1, when: isCreate });
    await line.writes("My invoice is wrong");
    expect(await world.database.rows("select * from tickets")).toEqual([]);

    connect(world, shape);
    await agentAnswers(world, { text: "We look into it" });
    expect(line.received().at(-1)).toBe("We look into it");
    for (let n = 0; n < 3; n += 1) await world.later(200);
    await settled(world);
    expect(lastTicket(world).comments.map(({ body }) => body.split("\n")[0])).toEqual([
      "My invoice is wrong",
      "We look into it",
    ]);
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(line.received().filter((text) => text === "We look into it")).toHaveLength(1);
    expect(line.received().at(-1)).toMatch(/^Ticket #\d+ created: 'My invoice is wrong'/);
    expect(notes(world)).toEqual([]);
  },
);
