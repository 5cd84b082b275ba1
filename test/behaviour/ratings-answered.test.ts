import { expect } from "vitest";
import { visit } from "../support/console.ts";
import { TELLS } from "../support/delivery.ts";
import {
  askedCustomer,
  minutesPass,
  pressOnMeta,
  ratingsOf,
  ratingWorld,
  solved,
} from "../support/ratings.ts";
import { REPLIES } from "../support/replies.ts";
import { statsOf } from "../support/stats.ts";
import { agentAnswers, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { testIn, type World } from "../support/world.ts";

const test = testIn(() => ratingWorld({ RATINGS_FIELD_ID: "360001" }));

/** What the customer wrote stands on the newest ticket, in public. */
const publicComments = (world: World) => lastTicket(world).comments.filter((one) => one.public);
const NOTED = (score: string) => `The customer was asked how the help was, and said: ${score}.`;

test.for([
  [
    "a button of Meta's",
    "meta",
    (world: World, id: string) => pressOnMeta(world, `rating:${id}:good`),
    "good",
  ],
  ["the number", "twilio", (world: World) => LINES.twilio(world).writes("2"), "so-so"],
  ["the word", "twilio", (world: World) => LINES.twilio(world).writes(" so so! "), "so-so"],
  ["the number by Meta", "meta", (world: World) => LINES.meta(world).writes("1."), "good"],
  [
    "a template's button, which Twilio gives its text",
    "twilio",
    async (world: World) => {
      const OriginalRepliedMessageSid = world.twilio.sent.at(-1)?.sid ?? "";
      const From = "whatsapp:+14155550100";
      await world.twilio.receive({ From, Body: "Good", ButtonText: "Good", OriginalRepliedMessageSid });
      await settled(world);
    },
    "good",
  ],
] as const)(
  "%s is an answer: stored, and on the ticket as tag, field and note",
  async ([, provider, answers, score], { world }) => {
    const { line, ticketId } = await askedCustomer(world, provider);
    const heard = line.received().length;
    await answers(world, ticketId);
    expect(await ratingsOf(world)).toMatchObject([{ ticket_id: ticketId, score }]);
    expect(line.received().slice(heard)).toEqual([REPLIES.ratingThanks]);
    const ticket = lastTicket(world);
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(ticket).toMatchObject({ status: "solved", custom_fields: [{ id: 360001, value: score }] });
    expect(ticket.tags).toContain(`tickline_rated_${score.replace("-", "_")}`);
    expect(notes(world)).toEqual([NOTED(score)]);
    expect(publicComments(world)).toHaveLength(1);
    const [answer] = (await world.logs("inbound")).slice(-1);
    expect(answer).toMatchObject({ command: "rating", ticket_id: null });
  },
);

test("bad asks one question more; the next text is the words, and the one after it a comment", async ({
  world,
}) => {
  const { line, ticketId } = await askedCustomer(world);
  await line.writes("3");
  await line.sendsPhoto();
  await line.writes("Nobody called me back \n");
  expect(line.received().slice(2)).toEqual([REPLIES.ratingWhatWentWrong, REPLIES.ratingWordsThanks]);
  expect(await ratingsOf(world)).toMatchObject([{ score: "bad", words: "Nobody called me back" }]);
  expect(notes(world)).toEqual([
    NOTED("bad"),
    "The customer says what should have been better:\n\nNobody called me back",
  ]);
  expect(publicComments(world)).toHaveLength(2);
  await line.writes("And my parcel is late");
  expect(publicComments(world)).toHaveLength(3);
  expect(lastTicket(world)).toMatchObject({ id: Number(ticketId), status: "open" });
  // The console says which was which.
  const [{ id } = { id: "" }] = await world.database.rows<{ id: string }>("select id from contacts");
  const badges = (await (await visit(world, `/contacts/${id}`)).text()).matchAll(
    /<span class="badge quiet">(Rating|Command|What went wrong)([^<]*)<\/span>.*?dir="auto">([^<]*)</gs,
  );
  expect([...badges].map(([, first, more, said]) => `${first}${more}: ${said?.trim()}`)).toEqual([
    "Rating: 3",
    "What went wrong: Nobody called me back",
  ]);
});

test.for([
  ["an agent has written since", (world: World) => agentAnswers(world, { text: "How many were there?" })],
  [
    "the question is a week old",
    async (world: World): Promise<void> => {
      await world.database.rows("update ratings set asked_at = asked_at - interval '8 days'");
    },
  ],
  ["the question never arrived", (world: World) => TELLS.twilio(world, "failed", 63016)],
  ["it was answered", (world: World) => LINES.twilio(world).writes("good")],
  ["they asked something since", (world: World) => LINES.twilio(world).writes("How many must I take?")],
] as const)("a 1 is for the agents where %s", async ([, happens], { world }) => {
  const { line } = await askedCustomer(world);
  await happens(world);
  const before = publicComments(world).length;
  const [{ score } = {}] = await ratingsOf(world);
  await line.writes("1");
  expect(publicComments(world)).toHaveLength(before + 1);
  expect(await ratingsOf(world)).toMatchObject([{ score }]);
});

test("what they write to a person who asks after a bad rating is for that person", async ({ world }) => {
  const { line } = await askedCustomer(world);
  await line.writes("3");
  await agentAnswers(world, { text: "I am sorry: may I call you?" });
  await line.writes("Yes, at five");
  expect(publicComments(world).at(-1)?.body).toContain("Yes, at five");
  expect(await ratingsOf(world)).toMatchObject([{ score: "bad", words: null }]);
});

test("what quotes an agent's message is for the agent, before a score and after bad", async ({ world }) => {
  const line = LINES.twilio(world);
  await line.writes("My invoice is wrong");
  await agentAnswers(world, { text: "Which one: 1 or 2? And your number?" });
  const OriginalRepliedMessageSid = world.twilio.sent.at(-1)?.sid ?? "";
  const From = "whatsapp:+14155550100";
  const quotes = async (Body: string) => {
    await world.twilio.receive({ From, Body, OriginalRepliedMessageSid });
    await settled(world);
    expect(publicComments(world).at(-1)?.body).toContain(Body);
  };
  const ticketId = await solved(world);
  await minutesPass(world);
  await quotes("2");
  await world.twilio.receive({ From, Body: "Bad", ButtonPayload: `rating:${ticketId}:bad` });
  await settled(world);
  expect(line.received().at(-1)).toBe(REPLIES.ratingWhatWentWrong);
  await quotes("It is 4711");
  expect(await ratingsOf(world)).toMatchObject([{ score: "bad", words: null }]);
});

test("a number is for the agent while the question waits for its provider", async ({ world }) => {
  const line = LINES.meta(world);
  await line.writes("My invoice is wrong");
  await solved(world);
  world.fail("meta", { status: 503 });
  await minutesPass(world);
  await line.writes("2");
  expect(publicComments(world).at(-1)?.body).toMatch(/^2\b/);
  world.heal();
  await minutesPass(world);
  expect(await ratingsOf(world)).toEqual([]);
});

test.for([
  ["opened again", (world: World, id: string) => world.zendesk.reopen(id), "open"],
  ["closed", (world: World, id: string) => world.zendesk.close(id), "closed"],
] as const)(
  "a late button counts, the ticket being %s; a second press changes nothing",
  async ([, happens, status], { world }) => {
    const { line, ticketId } = await askedCustomer(world, "meta");
    happens(world, ticketId);
    await settled(world);
    await minutesPass(world, 60);
    const heard = line.received().length;
    await pressOnMeta(world, `rating:${ticketId}:good`);
    await pressOnMeta(world, `rating:${ticketId}:good`);
    await pressOnMeta(world, `rating:${ticketId}:bad`, "Bad");
    expect(line.received().slice(heard)).toEqual([REPLIES.ratingThanks]);
    expect(await ratingsOf(world)).toMatchObject([{ score: "good" }]);
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(lastTicket(world).status).toBe(status);
    expect(notes(world)).toEqual(status === "open" ? [NOTED("good")] : []);
  },
);

test("nobody rates for another, and a button of a question that is forgotten opens nothing", async ({
  world,
}) => {
  const { ticketId } = await askedCustomer(world);
  await pressOnMeta(world, `rating:${ticketId}:bad`, "Bad");
  await pressOnMeta(world, "rating:77:good");
  await pressOnMeta(world, "rating:good");
  expect(await ratingsOf(world)).toMatchObject([{ score: null }]);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("whoever wrote STOP is heard, and hears nothing", async ({ world }) => {
  const { line, ticketId } = await askedCustomer(world, "meta");
  await line.writes("STOP");
  const heard = line.received().length;
  await pressOnMeta(world, `rating:${ticketId}:good`);
  expect(await ratingsOf(world)).toMatchObject([{ score: "good" }]);
  expect(line.received()).toHaveLength(heard);
});

test("while Zendesk is away an answer is stored and thanked for, and the ticket hears of it later", async ({
  world,
}) => {
  const { line } = await askedCustomer(world);
  world.fail("zendesk", { status: 503 });
  await line.writes("1");
  expect(await ratingsOf(world)).toMatchObject([{ score: "good" }]);
  expect(line.received().at(-1)).toBe(REPLIES.ratingThanks);
  expect(notes(world)).toEqual([]);
  world.heal();
  await minutesPass(world);
  expect(notes(world)).toEqual([NOTED("good")]);
});

test("what was asked and said is counted by agent and week, for the API and the console", async ({
  world,
}) => {
  const { line } = await askedCustomer(world);
  await line.writes("1");
  await askedCustomer(world, "twilio", LINES.twilio(world, "whatsapp:+14155550101"));
  await askedCustomer(world, "meta");
  await pressOnMeta(world, `rating:${lastTicket(world).id}:bad`, "Bad");
  await world.database.rows("update ratings set agent_id = '9', agent_name = 'Robin' where score = 'bad'");
  const ratings = (await statsOf(world, "7d")).ratings ?? [];
  expect(ratings).toMatchObject([
    { agentName: "Dana", asked: 2, answered: 1, good: 1, soSo: 0, bad: 0 },
    { agentId: "9", agentName: "Robin", asked: 1, answered: 1, good: 0, soSo: 0, bad: 1 },
  ]);
  expect(ratings[0]?.week).toMatch(/^\d{4}-W\d\d$/);
  const page = await (await visit(world, "")).text();
  expect(page).toContain(`id="rated-${ratings[0]?.week}-9"`);
});
