import { expect } from "vitest";
import { NOTES } from "../support/notes.ts";
import { agentAnswers, hoursPass, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const CHANNELS = ["twilio", "meta"] as const;

/** A customer with a ticket; Zendesk rings. */
async function withTicket(world: World, channel: (typeof CHANNELS)[number] = "twilio") {
  world.zendesk.connectWebhook();
  const line = LINES[channel](world);
  await line.writes("My invoice is wrong");
  const before = line.received().length;
  return { line, ticket: lastTicket(world), answers: () => line.received().slice(before) };
}

/** Somebody whom agents know by email, and maybe by phone. */
function somebody(world: World, given: { phone?: string; shared?: boolean } = {}) {
  const [like] = world.zendesk.users;
  if (!like) throw new Error("Zendesk has no user");
  const id = 5_000_000 + world.zendesk.users.length;
  const user = {
    ...like,
    id,
    role: "end-user",
    name: "Bela",
    email: `bela${id}@example.com`,
    phone: given.phone ?? null,
    external_id: null,
    shared_phone_number: given.shared ?? false,
  };
  world.zendesk.users.push(user);
  return user;
}

const userOf = async (world: World) =>
  (await world.database.rows("select zendesk_user_id as id from contacts order by created_at"))[0]?.id;
const agentReplies = (world: World) =>
  world.database.rows(
    "select status, body, error_code from contact_logs where zendesk_comment_id is not null",
  );

test.for(CHANNELS)(
  "by %s, an answer on a ticket that was given to somebody else reaches no phone, and the ticket says why, once",
  async (channel, { world }) => {
    const { ticket, answers } = await withTicket(world, channel);
    world.zendesk.changeRequester(ticket.id, somebody(world));
    const { id } = await agentAnswers(world, { text: "Your result is positive" });
    await world.zendesk.ring(ticket.id, id, { times: 3 });
    await settled(world);
    expect(answers()).toEqual([]);
    expect(notes(world)).toEqual([NOTES.forAnother]);
    expect(await agentReplies(world)).toEqual([
      { status: "canceled", body: "", error_code: "requester-changed" },
    ]);
    await agentAnswers(world, { text: "And one thing more" });
    expect(answers()).toEqual([]);
    expect(notes(world)).toEqual([NOTES.forAnother, NOTES.forAnother]);
  },
);

test("given back to the customer, the next answer reaches them, and what was withheld stays away", async ({
  world,
}) => {
  const { ticket, answers } = await withTicket(world);
  const { requester_id } = ticket;
  world.zendesk.changeRequester(ticket.id, somebody(world));
  await agentAnswers(world, { text: "Your result is positive" });
  ticket.requester_id = requester_id;
  await agentAnswers(world, { text: "Now for you" });
  expect(answers()).toEqual(["Now for you"]);
});

test.for(CHANNELS)(
  "by %s, when the customer's user was merged into another, answers reach them, and they are known by that user",
  async (channel, { world }) => {
    const { line, ticket, answers } = await withTicket(world, channel);
    const survivor = somebody(world, { phone: "+491701234567" });
    world.zendesk.mergeUser(ticket.requester_id, survivor);
    await agentAnswers(world, { text: "We look into it" });
    expect(answers()).toEqual(["We look into it"]);
    expect(await userOf(world)).toBe(String(survivor.id));
    expect(notes(world)).toEqual([]);
    await line.writes("Thank you");
    expect(ticket.comments.at(-1)).toMatchObject({
      author_id: survivor.id,
      body: expect.stringContaining("Thank"),
    });
  },
);

test.for([
  ["the customer's own, as an agent types it", { phone: "+1 (415) 555-0100" }, ["We look into it"]],
  ["one that the customer shares with them", { phone: "+14155550100", shared: true }, []],
  ["another", { phone: "+14155550109" }, []],
] as const)("a requester whose phone is %s", async ([, phone, expected], { world }) => {
  const { ticket, answers } = await withTicket(world);
  world.zendesk.changeRequester(ticket.id, somebody(world, phone));
  await agentAnswers(world, { text: "We look into it" });
  expect(answers()).toEqual(expected);
});

test("a customer whose user was deleted, and who wrote again, still gets their answer", async ({ world }) => {
  const { line, ticket, answers } = await withTicket(world);
  world.zendesk.deleteUser(ticket.requester_id);
  await line.writes("And my card is blocked");
  await agentAnswers(world, { text: "We look into it" });
  expect(answers()).toEqual(["We look into it"]);
});

test("a contact of whom we know no user in Zendesk is answered as ever", async ({ world }) => {
  const { answers } = await withTicket(world);
  await world.database.rows("update contacts set zendesk_user_id = null");
  await agentAnswers(world, { text: "We look into it" });
  expect(answers()).toEqual(["We look into it"]);
});

test.for(CHANNELS)(
  "by %s, an answer that waited for the customer does not reach them once its ticket is somebody else's",
  async (channel, { world }) => {
    const { line, ticket, answers } = await withTicket(world, channel);
    await hoursPass(world, 25);
    await agentAnswers(world, { text: "We look into it" });
    await hoursPass(world, 1);
    expect(answers()).toEqual([]);
    world.zendesk.changeRequester(ticket.id, somebody(world));
    const before = notes(world).length;
    await line.writes("Anybody there at all?");
    expect(answers().filter((text) => text === "We look into it")).toEqual([]);
    expect(ticket.comments.filter(({ body }) => body.startsWith(NOTES.forAnother))).toHaveLength(1);
    expect(before).toBeGreaterThan(0);
    expect((await agentReplies(world)).map(({ status }) => status)).toEqual(["canceled"]);
  },
);

test.for(CHANNELS)(
  "by %s, an answer that waited goes out once the customer writes, whoever they were merged into",
  async (channel, { world }) => {
    const { line, ticket, answers } = await withTicket(world, channel);
    await hoursPass(world, 25);
    await agentAnswers(world, { text: "We look into it" });
    await hoursPass(world, 1);
    world.zendesk.mergeUser(ticket.requester_id, somebody(world, { phone: "+491701234567" }));
    await line.writes("Anybody there at all?");
    expect(answers().filter((text) => text === "We look into it")).toHaveLength(1);
  },
);

test("an answer that waited goes out when Zendesk can be asked again, not before", async ({ world }) => {
  const { line, answers } = await withTicket(world);
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "We look into it" });
  await hoursPass(world, 1);
  world.fail(
    "zendesk",
    { status: 503 },
    { times: 1, when: ({ method, path }) => method === "GET" && /tickets\/\d+(\.json)?$/.test(path) },
  );
  await line.writes("Anybody there at all?");
  expect(answers()).not.toContain("We look into it");
  await world.later(120);
  await settled(world);
  expect(answers().filter((text) => text === "We look into it")).toHaveLength(1);
});

test.for(CHANNELS)(
  "by %s, once an answer was withheld, what the customer writes opens a ticket of their own",
  async (channel, { world }) => {
    const { line, ticket } = await withTicket(world, channel);
    const { requester_id } = ticket;
    world.zendesk.changeRequester(ticket.id, somebody(world));
    await agentAnswers(world, { text: "Your result is positive" });
    const before = ticket.comments.length;
    await line.writes("And my card is blocked");
    expect(ticket.comments).toHaveLength(before);
    expect(world.zendesk.tickets).toMatchObject([{}, { requester_id }]);
    await line.writes("It works again");
    expect(world.zendesk.tickets).toHaveLength(2);
    expect(lastTicket(world).comments.map(({ body }) => body.split("\n")[0])).toEqual([
      "And my card is blocked",
      "It works again",
    ]);
  },
);

test("a ticket that was given back takes the customer's comments again", async ({ world }) => {
  const { line, ticket } = await withTicket(world);
  const { requester_id } = ticket;
  world.zendesk.changeRequester(ticket.id, somebody(world));
  await agentAnswers(world, { text: "Your result is positive" });
  ticket.requester_id = requester_id;
  await agentAnswers(world, { text: "Now for you" });
  await line.writes("Thank you");
  expect(world.zendesk.tickets).toHaveLength(1);
});
