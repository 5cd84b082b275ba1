import { expect } from "vitest";
import { ask, CUSTOMERS } from "../support/customers.ts";
import { doomedInstance, endLeasesAndSettle, storeWithoutWork } from "../support/doomed-instance.ts";
import { REPLIES } from "../support/replies.ts";
import { lastTicket } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const decisions = (world: World) =>
  world.database.rows(
    "select reference, decision, decided_at is not null as decided from approvals order by created_at, id",
  );

/** The internal notes on a ticket, without the reference by which a retry knows them. */
const notesOn = (world: World, id: number) =>
  world.zendesk
    .ticket(id)
    .comments.filter((comment) => !comment.public)
    .map(({ body }) => body.split("\n")[0]);

const commandsOf = async (world: World) =>
  (
    await world.database.rows<{ command: string }>(
      "select command from contact_logs where command is not null order by id",
    )
  ).map(({ command }) => command);

test.for([
  ["APPROVE A-123", "approved"],
  ["approve a-123", "approved"],
  ["  Approved:  A-123. ", "approved"],
  ["Approve “A-123”!", "approved"],
  ["/approve #A-123", "approved"],
  ["REJECT A-123", "rejected"],
  ["rejected a-123", "rejected"],
] as const)(
  "%j: the approval is %s, with a note and a tag on its ticket",
  async ([text, decision], { world }) => {
    const ana = CUSTOMERS.WhatsApp(world);
    await ana.writes("Please quote me a new roof");
    const { id } = lastTicket(world);
    await ask(world, ana, "A-123", id);
    await ana.writes(text);
    expect(await decisions(world)).toEqual([{ reference: "A-123", decision, decided: true }]);
    expect(ana.heard().at(-1)).toBe(`Thank you: you ${decision} A-123.`);
    expect(notesOn(world, id)).toEqual([`The customer ${decision} A-123 by message.`]);
    expect(world.zendesk.ticket(id).tags).toContain(decision);
    expect(world.zendesk.ticket(id).comments).toHaveLength(2);
  },
);

test.for([
  ["WhatsApp", "command:approve:A-123", "approved"],
  ["Meta's WhatsApp", "command:approve:a-123", "approved"],
  ["Meta's WhatsApp", "command:reject:A-123", "rejected"],
] as const)("on %s the button %s decides: %s", async ([channel, payload, decision], { world }) => {
  const ana = CUSTOMERS[channel](world);
  await ana.writes("Please quote me a new roof");
  await ask(world, ana, "A-123", lastTicket(world).id);
  await ana.presses(payload, "That one");
  expect(await decisions(world)).toEqual([{ reference: "A-123", decision, decided: true }]);
  expect(notesOn(world, lastTicket(world).id)).toEqual([`The customer ${decision} A-123 by message.`]);
});

test("a stranger with the right reference hears the same as with a wrong one, and decides nothing", async ({
  world,
}) => {
  const ana = CUSTOMERS.WhatsApp(world);
  const stranger = CUSTOMERS.WhatsApp(world, "+14155550102");
  await ana.writes("Please quote me a new roof");
  await ask(world, ana, "A-123", lastTicket(world).id);
  await stranger.writes("APPROVE A-123");
  await stranger.presses("command:approve:A-123", "Yes");
  await stranger.writes("APPROVE A-999");
  expect(new Set(stranger.heard())).toEqual(new Set([REPLIES.noSuchApproval("APPROVE")]));
  expect(await decisions(world)).toEqual([{ reference: "A-123", decision: null, decided: false }]);
  expect(notesOn(world, lastTicket(world).id)).toEqual([]);
  expect(lastTicket(world).tags).not.toContain("approved");
});

test("one word after a command's that is no reference of theirs is a message to an agent, whatever anybody else was asked", async ({
  world,
}) => {
  const ana = CUSTOMERS.WhatsApp(world);
  const stranger = CUSTOMERS.WhatsApp(world, "+14155550102");
  await ana.writes("Please quote me a new roof");
  const { id } = lastTicket(world);
  await ask(world, ana, "Roof", id);
  const said = ["reject it", "approved, thanks", "Refuser colis", "ablehnen bitte", "tolak paket"];
  for (const text of said) await ana.writes(text);
  const { comments } = world.zendesk.ticket(id);
  expect(comments.slice(1).map(({ body }) => body)).toEqual(
    said.map((text) => expect.stringContaining(text)),
  );
  // To a stranger, what was asked of Ana is a word like any.
  for (const text of ["approve roof", "reject door"]) await stranger.writes(text);
  expect(world.zendesk.ticket(lastTicket(world).id).comments).toHaveLength(2);
  expect(stranger.heard()).toEqual([REPLIES.ticketCreated(String(lastTicket(world).id), "approve roof")]);
  // A number is none of a sentence.
  await ana.writes("reject 17");
  expect(ana.heard().at(-1)).toBe(REPLIES.noSuchApproval("REJECT"));
  expect(await decisions(world)).toMatchObject([{ decision: null }]);
  await ana.writes("reject ROOF");
  expect(await decisions(world)).toMatchObject([{ decision: "rejected" }]);
  expect(await commandsOf(world)).toEqual(["reject", "reject"]);
});

test("the same reference asked of two people is decided by each for themselves", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  const ben = CUSTOMERS["Meta's WhatsApp"](world, "+14155550101");
  for (const person of [ana, ben]) {
    await person.writes("hi");
    await ask(world, person, "A-1", null);
  }
  await ana.writes("APPROVE A-1");
  await ben.writes("REJECT A-1");
  expect(await decisions(world)).toMatchObject([{ decision: "approved" }, { decision: "rejected" }]);
});

test("a decision stays: APPROVE again, or REJECT after it, changes nothing and says so", async ({
  world,
}) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("Please quote me a new roof");
  const { id } = lastTicket(world);
  await ask(world, ana, "A-123", id);
  for (const text of ["APPROVE A-123", "APPROVE A-123", "REJECT A-123"]) {
    await ana.writes(text);
    await world.later(60);
  }
  expect(ana.heard().slice(1)).toEqual([
    REPLIES.decided("A-123", "approved"),
    REPLIES.decidedBefore("A-123", "approved"),
    REPLIES.decidedBefore("A-123", "approved"),
  ]);
  expect(await decisions(world)).toMatchObject([{ decision: "approved" }]);
  expect(notesOn(world, id)).toHaveLength(1);
  expect(world.zendesk.ticket(id).tags).not.toContain("rejected");
});

test("APPROVE without a reference asks for it, and decides nothing", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("hi");
  await ask(world, ana, "A-123", null);
  await ana.writes("APPROVE");
  expect(ana.heard().at(-1)).toBe(REPLIES.whichApproval("APPROVE"));
  expect(await decisions(world)).toMatchObject([{ decision: null }]);
});

test("a decision on a ticket that is closed meanwhile, or on none, still counts", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("Please quote me a new roof");
  const { id } = lastTicket(world);
  await ask(world, ana, "A-1", id);
  await ask(world, ana, "A-2", null);
  world.zendesk.close(id);
  await ana.writes("APPROVE A-1");
  await ana.writes("REJECT A-2");
  expect(await decisions(world)).toMatchObject([{ decision: "approved" }, { decision: "rejected" }]);
  expect((await world.tasks("add-note")).map(({ dead_at }) => dead_at)).toEqual([null]);
});

test("Zendesk away: the customer hears at once, and the note follows, once", async ({ world }) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("Please quote me a new roof");
  const { id } = lastTicket(world);
  await ask(world, ana, "A-123", id);
  world.fail("zendesk", "drop-after", { times: 1, when: ({ method }) => method === "PUT" });
  await ana.writes("APPROVE A-123");
  expect(ana.heard().at(-1)).toBe(REPLIES.decided("A-123", "approved"));
  await world.later(75);
  expect(notesOn(world, id)).toHaveLength(1);
  expect(world.zendesk.ticket(id).tags).toContain("approved");
});

test("killed before each single step: one decision, one answer, one note, one tag", {
  timeout: 180_000,
}, async ({ world }) => {
  let survived = false;
  for (let step = 1; step <= 40 && !survived; step += 1) {
    const ana = CUSTOMERS.WhatsApp(world, `+1415555${4000 + step}`);
    await ana.writes("Please quote me a new roof");
    const { id } = lastTicket(world);
    await ask(world, ana, "A-123", id);
    await storeWithoutWork(world, `whatsapp:${ana.phone}`, "APPROVE A-123", []);
    const doomed = doomedInstance(world, step, "before");
    await doomed.deps.drain().catch(() => {});
    survived = !doomed.died();
    await doomed.close();
    await endLeasesAndSettle(world);
    expect(ana.heard().slice(1), `step ${step}`).toEqual([REPLIES.decided("A-123", "approved")]);
    expect(notesOn(world, id), `step ${step}`).toEqual(["The customer approved A-123 by message."]);
    expect(world.zendesk.ticket(id).tags, `step ${step}`).toContain("approved");
    expect((await decisions(world)).at(-1)).toMatchObject({ decision: "approved" });
  }
  expect(survived).toBe(true);
});
