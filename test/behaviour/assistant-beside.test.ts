import { expect } from "vitest";
import { tellUntold } from "../../lib/tickets/tell-untold.ts";
import { asked, filed, linesOf, settles, turn, untold, waits } from "../support/filed-turns.ts";
import { agentAnswers, lastTicket, notes } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

async function openTicket(world: World): Promise<void> {
  await filed(world, await waits(world, "My parcel is late"));
  expect(notes(world)).toEqual([]);
}

test("the assistant's answer beside an open ticket is an internal note, once, whoever comes second", async ({
  world,
}) => {
  await openTicket(world);
  const first = await waits(world, "Do you open on Sunday?");
  await filed(world, first);
  await turn(world, [first], { answer: "From ten to four." });
  const second = await waits(world, "And on Monday?");
  await turn(world, [second], { answer: "From nine." });
  await filed(world, second);
  for (const logId of [first, second, first]) await tellUntold(world.deps, logId);
  await world.settle();
  expect(notes(world).map(linesOf)).toEqual([["Assistant: From ten to four.", "Assistant: From nine."]]);
  expect(notes(world)[0]).toMatch(/^The assistant answered beside this ticket:/);
  expect(await untold(world)).toEqual([]);
});

test("a message that is handed over after it was filed has its note, once", async ({ world }) => {
  await openTicket(world);
  const message = await waits(world, "Get me somebody");
  await filed(world, message);
  await turn(world, [message], { why: "by-the-model", summary: "She waits." });
  for (let n = 0; n < 2; n += 1) await tellUntold(world.deps, message);
  await world.settle();
  expect(notes(world)).toEqual([expect.stringContaining("She waits.")]);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(lastTicket(world).comments.filter((one) => one.public)).toHaveLength(2);
});

test("while the assistant is at it nothing is told of it", async ({ world }) => {
  await openTicket(world);
  await turn(world, [await waits(world, "Do you open at all?")], { answer: "Yes." });
  const message = await waits(world, "And on Sunday?");
  const id = await asked(world, [message]);
  await filed(world, message);
  expect(notes(world)).toEqual([]);
  await settles(world, id, { answer: "From ten to four." });
  await tellUntold(world.deps, message);
  await world.settle();
  expect(notes(world).map(linesOf)).toEqual([
    ["Customer: Do you open at all?", "Assistant: Yes.", "Assistant: From ten to four."],
  ]);
});

const NOT_PROMISED = "delete from tasks where kind = 'file-message' and done_at is null";
const ANSWERED = "update assistant_turns set outcome = 'answered', why = null";

test.for<[string, string[]]>([
  ["was answered and is being filed", [ANSWERED]],
  ["was handed over, and its filing is not promised yet", [NOT_PROMISED]],
  ["was answered, and that is not carried out yet", [NOT_PROMISED, `${ANSWERED}, carried_out_at = null`]],
])("a message that %s is told of by itself, not in another's note", async ([, meanwhile], { world }) => {
  await openTicket(world);
  const [first, second] = [await waits(world, "Get me somebody"), await waits(world, "Now!")];
  await filed(world, first);
  await turn(world, [second], { why: "by-the-model" });
  for (const statement of meanwhile) await world.database.rows(statement);
  await turn(world, [first], { why: "by-the-model" });
  await tellUntold(world.deps, first);
  expect(await untold(world)).toEqual([{ body: "Now!" }]);
  await filed(world, second);
  const written = lastTicket(world).comments.filter((one) => one.public);
  expect(written.at(-1)?.body).toContain("Now!");
});

test("what an agent wrote stays the newest answer, and no note goes to the customer", async ({ world }) => {
  world.zendesk.connectWebhook();
  await openTicket(world);
  const message = await waits(world, "Do you open on Sunday?");
  await turn(world, [message], { answer: "From ten to four." });
  await filed(world, message);
  const sent = world.twilio.sent.length;
  await agentAnswers(world, { text: "We look for it" });
  expect(world.twilio.sent.slice(sent).map(({ body }) => body)).toEqual(["We look for it"]);
  expect(notes(world)).toHaveLength(1);
});

test.for(["solved", "closed", "deleted"] as const)(
  "a note on a ticket that is %s meanwhile: written, or left alone, and nothing dies of it",
  async (status, { world }) => {
    await turn(world, [await waits(world, "Do you open on Sunday?")], { answer: "From ten to four." });
    await turn(world, [await waits(world, "My parcel is late")], { why: "by-the-model" });
    const isNote = ({ body }: { body: unknown }) => JSON.stringify(body ?? null).includes("handed over");
    world.fail("zendesk", { status: 503 }, { when: isNote });
    await world.settle();
    expect(notes(world)).toEqual([]);
    world.heal();
    if (status === "solved") world.zendesk.solve(lastTicket(world).id);
    if (status === "closed") world.zendesk.close(lastTicket(world).id);
    if (status === "deleted")
      world.fail("zendesk", { status: 404 }, { when: ({ path }) => path.includes("/tickets/") });
    for (let n = 0; n < 3; n += 1) await world.later(300);
    expect(notes(world)).toHaveLength(status === "solved" ? 1 : 0);
    expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
    expect(world.zendesk.tickets).toHaveLength(1);
  },
);

test("somebody who was erased meanwhile is told of to nobody", async ({ world }) => {
  const message = await waits(world, "My parcel is late");
  await filed(world, message);
  await turn(world, [message], { why: "by-the-model", summary: "Ana waits." });
  await world.database.rows("update contacts set bsuid = 'erased:' || id, phone = null");
  await tellUntold(world.deps, message);
  await world.database.rows("update contact_logs set detail = jsonb_build_object('erasedAt', now())");
  await tellUntold(world.deps, message);
  expect(await world.tasks("add-note")).toEqual([]);
});
