import { expect } from "vitest";
import { agentEcho, handover, secondsAfter, standby } from "../sandbox/meta/others.ts";
import { createWorld, test, type World } from "../support/world.ts";

const ADA = "14155550123";
const contacts = [{ wa_id: ADA, profile: { name: "Ada Lovelace" } }];

const said = (body: string, second: number, more: Record<string, unknown> = {}) => ({
  id: `wamid.said${second}`,
  from: ADA,
  timestamp: secondsAfter(second),
  type: "text",
  text: { body },
  ...more,
});
const tell = async (world: World, items: Record<string, unknown>) => {
  const response = await world.meta.post(world.meta.envelope(standby({ contacts, ...items }), "standby"));
  expect(response.status).toBe(200);
};
const ask = (world: World, body: string, second: number) => tell(world, { messages: [said(body, second)] });
const answer = (world: World, body: string, second: number) =>
  tell(world, {
    message_echoes: [agentEcho(ADA, body, { id: `wamid.echo${second}`, timestamp: secondsAfter(second) })],
  });
const hands = (world: World, type: string, second: number, roles?: Record<string, unknown>) =>
  world.meta.post(
    world.meta.envelope(
      handover(world.deliver.meta.phoneNumberId, {
        from: ADA,
        type,
        at: secondsAfter(second),
        ...(roles && { roles }),
      }),
      "messaging_handovers",
    ),
  );
const isHeld = async (world: World) =>
  (
    await world.database.rows<{ held: boolean }>(
      "select held_by_agent_since is not null as held from contacts",
    )
  )[0]?.held;
const notes = (world: World) =>
  world.zendesk.tickets.flatMap(({ comments }) =>
    comments.filter((one) => !one.public).map(({ body }) => body),
  );

test("while Meta's agent answers, all is kept with its ticks, and nothing is filed, obeyed, answered or read", async ({
  world,
}) => {
  await ask(world, "My printer is on fire", 0);
  await answer(world, "Have you switched it off?", 1);
  await ask(world, "HELP", 2);
  const status = { id: "wamid.echo1", status: "read", timestamp: secondsAfter(3), recipient_id: ADA };
  await tell(world, { statuses: [status] });
  await ask(world, "My printer is on fire", 0);
  await world.settle();
  const rows = await world.database.rows(
    "select direction, via, kind, body, status, ticket_id from contact_logs order by sent_at, id",
  );
  expect(rows).toEqual([
    {
      direction: "inbound",
      via: "standby",
      kind: "text",
      body: "My printer is on fire",
      status: "received",
      ticket_id: null,
    },
    {
      direction: "outbound",
      via: "standby",
      kind: "text",
      body: "Have you switched it off?",
      status: "read",
      ticket_id: null,
    },
    { direction: "inbound", via: "standby", kind: "text", body: "HELP", status: "received", ticket_id: null },
  ]);
  expect(await isHeld(world)).toBe(true);
  expect(await world.tasks()).toEqual([]);
  expect(world.meta.sent).toEqual([]);
  expect(world.callsTo("POST", "/messages")).toEqual([]);
  expect(world.zendesk.tickets).toEqual([]);
});

test("a status that is faster than the echo makes no second row", async ({ world }) => {
  const status = { id: "wamid.echo1", status: "delivered", timestamp: secondsAfter(3), recipient_id: ADA };
  await tell(world, { statuses: [status] });
  await answer(world, "Have you switched it off?", 1);
  await answer(world, "Have you switched it off?", 1);
  expect(await world.logs()).toMatchObject([
    { body: "Have you switched it off?", status: "delivered", direction: "outbound" },
  ]);
  const [row] = await world.logs();
  expect(row?.contact_id).not.toBeNull();
});

test("the customer's next message to us opens the ticket, with what was said before as one internal note", async ({
  world,
}) => {
  await ask(world, "My printer is on fire", 0);
  await answer(world, "Have you switched it off?", 1);
  await ask(world, "Yes, an hour ago", 2);
  await world.meta.receive("I want a human, it still burns", {
    at: new Date(Number(secondsAfter(4)) * 1000),
  });
  await world.settle();
  await world.meta.receive("Hello? Still burning here", { at: new Date(Number(secondsAfter(5)) * 1000) });
  await world.settle();
  expect(await isHeld(world)).toBe(false);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.zendesk.tickets[0]?.comments[0]?.body).toContain("I want a human");
  expect(notes(world)).toHaveLength(1);
  const lines = notes(world)[0]
    ?.split("\n")
    .filter((line) => /Customer|Meta's agent:/.test(line));
  expect(lines?.map((line) => line.slice(21))).toEqual([
    "Customer: My printer is on fire",
    "Meta's agent: Have you switched it off?",
    "Customer: Yes, an hour ago",
  ]);
  expect(world.meta.sent).toHaveLength(1);
});

test("a conversation that is handed to us is filed at once, with its note, and once", async ({ world }) => {
  await ask(world, "My printer is on fire", 0);
  await answer(world, "Have you switched it off?", 1);
  await ask(world, "Yes. Give me a human", 2);
  await answer(world, "I bring you a human", 3);
  await hands(world, "control_passed", 4);
  await hands(world, "control_passed", 4);
  await world.settle();
  expect(await isHeld(world)).toBe(false);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.zendesk.tickets[0]?.comments[0]?.body).toContain("Give me a human");
  expect(notes(world)).toHaveLength(1);
  expect(notes(world)[0]).toMatch(/on fire[\s\S]*switched it off[\s\S]*bring you a human/);
  expect(world.meta.sent).toHaveLength(1);
});

test("hands that change in the wrong order leave the newest word", async ({ world }) => {
  await ask(world, "My printer is on fire", 5);
  await hands(world, "control_passed", 3);
  expect(await isHeld(world)).toBe(true);
  await hands(world, "control_passed", 6);
  expect(await isHeld(world)).toBe(false);
  await ask(world, "And this came late", 4);
  expect(await isHeld(world)).toBe(false);
  const roles = { previous_owner_role: "escalation", new_owner_role: "ai_agent" };
  await hands(world, "control_passed", 8, roles);
  expect(await isHeld(world)).toBe(true);
});

test("STOP to Meta's agent counts, and is not answered", async ({ world }) => {
  await ask(world, "STOP", 0);
  await world.settle();
  expect(await world.database.rows("select opted_out_at is not null as out from contacts")).toEqual([
    { out: true },
  ]);
  expect(world.meta.sent).toEqual([]);
  expect(world.zendesk.tickets).toEqual([]);
});

test("META_AGENT_TICKETS=always files at once, and the customer hears nothing of us", async () => {
  const world = await createWorld({ env: { META_AGENT_TICKETS: "always" } });
  await ask(world, "My printer is on fire", 0);
  await world.settle();
  await answer(world, "Have you switched it off?", 1);
  await ask(world, "HELP", 2);
  await world.settle();
  expect(world.zendesk.tickets).toHaveLength(1);
  const comments = world.zendesk.tickets[0]?.comments.map(({ body, public: isPublic }) => [
    isPublic,
    body.split("\nRef ")[0]?.trim(),
  ]);
  expect(comments).toHaveLength(3);
  expect(notes(world)).toMatchObject([expect.stringContaining("Have you switched it off?")]);
  expect(world.meta.sent).toEqual([]);
  expect(world.callsTo("POST", "/messages")).toEqual([]);
  await world.close();
});

test("the flat form, templates and questions of the agent's are read as well, and what cannot be read is kept", async ({
  world,
}) => {
  const template = { name: "summer_sale", language: { code: "en" } };
  const message = { to: ADA, type: "template", template };
  const components = [{ type: "BODY", text: "Hi {{1}}, enjoy {{2}} off!" }];
  const question = { type: "button", body: { text: "Which one?" }, action: { buttons: [] } };
  const message_echoes = [
    { id: "wamid.1", timestamp: secondsAfter(0), message, template: { ...template, components } },
    {
      id: "wamid.2",
      timestamp: secondsAfter(1),
      message: { recipient: "US.1", type: "interactive", interactive: question },
      to_user_id: "US.1",
    },
    { id: "wamid.3", timestamp: secondsAfter(2), message: { type: "text", text: { body: "To nobody" } } },
  ];
  await world.meta.post(
    world.meta.envelope({ contacts: undefined, message_echoes, messages: [said("Hi", 3)] }, "standby"),
  );
  expect(await world.logs()).toMatchObject([
    { kind: "template", body: "Hi {{1}}, enjoy {{2}} off!" },
    { kind: "interactive", body: "Which one?" },
    { kind: "text", body: "Hi" },
  ]);
  const [kept] = await world.tasks("unreadable-element");
  expect(kept?.last_error).toContain("value.standby.message_echoes[2]");
});
