import { expect } from "vitest";
import { TASK_KINDS, type TaskKind } from "../../lib/domain/tasks/task-kinds.ts";
import { TASKS } from "../../lib/wiring/task-registry.ts";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { visit } from "../support/console.ts";
import { beforeAnyTask, notesOf } from "../support/delivery.ts";
import { REPLIES } from "../support/replies.ts";
import { test } from "../support/shared-world.ts";
import { lastTicket } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

type Told = {
  /** What the customer hears. */
  customer?: (ticketId: string) => string;
  /** What their ticket's agents read. */
  agents?: string;
  /** A line in the log beside the runner's own. */
  operators?: string;
};

/**
 * Who hears of a task that died, beside what all kinds have: an error line of the runner's, and a place among the dead in the
 * console, the health and the doctor. A new kind says here what its death tells, and to whom.
 */
const TOLD: Record<TaskKind, Told> = {
  "answer-message": {
    customer: () => REPLIES.unanswered,
    agents: "A message that the customer wrote on ",
    operators: "A customer's message was given up unanswered",
  },
  // Its message is filed all the same.
  "ask-assistant": { customer: () => REPLIES.handedOver, agents: "The assistant handed over: " },
  "file-message": {
    customer: (ticketId) => REPLIES.commentRefused(ticketId),
    agents: "A message that the customer wrote on ",
  },
  "attach-late": { agents: "Attachment 1 of a message that the customer wrote on " },
  "deliver-message": { agents: "Not delivered: " },
  "relay-comments": { agents: "A public reply on this ticket was not sent" },
  "look-again": { agents: "A public reply on this ticket was not sent" },
  "send-tagged": { agents: "A tag on this ticket asks for a template" },
  "send-batch": { operators: "A batch has a sender less" },
  "sweep-erased": { operators: "A person is not erased to the end" },
  purge: { operators: "What is old was not forgotten to the end" },
  "erase-elsewhere": { operators: "A person is not forgotten elsewhere" },
  "recover-messages": { operators: "A recovery was given up" },
  "recover-answers": { operators: "A recovery was given up" },
  "sync-templates": { operators: "What a provider's templates are was not asked to the end" },
  // Notes that could not be written are told to nobody else: there is nothing that a customer lacks.
  "announce-held": {},
  "add-note": {},
  "note-echo": {},
  "report-failure": {},
  "report-tick": {},
  "report-unsure": {},
  "remind-of-window": {},
  // Nobody waits for a question.
  "ask-rating": {},
};

let customers = 0;
function newCustomer() {
  customers += 1;
  return `whatsapp:+1415555${3000 + customers}`;
}

const heardBy = ({ twilio }: World, From: string) =>
  twilio.sent.filter(({ to }) => to === From).map(({ body }) => body);

/** A customer with a ticket, who wrote once more, of which nothing came yet; `logId` is that message, or an answer to be sent. */
async function arrange(world: World, kind: TaskKind) {
  const { database, twilio } = world;
  const From = newCustomer();
  await twilio.receive({ From, Body: "My invoice is wrong" });
  await world.settle();
  const ticketId = String(lastTicket(world).id);
  if (kind === "attach-late") {
    const [first] = await database.rows<{ id: string; contact_id: string }>(
      "select id, contact_id from contact_logs where direction = 'inbound' order by id desc limit 1",
    );
    return { From, ticketId, logId: first?.id, contactId: first?.contact_id };
  }
  await beforeAnyTask(world, () => twilio.receive({ From, Body: "And my parcel is late" }));
  await database.rows("delete from tasks where kind = 'answer-message' and done_at is null");
  const [second] = await database.rows<{ id: string; contact_id: string }>(
    "select id, contact_id from contact_logs where direction = 'inbound' order by id desc limit 1",
  );
  if (kind === "deliver-message") {
    await database.rows(
      `update contact_logs set direction = 'outbound', status = 'accepted', ticket_id = $2, zendesk_comment_id = $2,
         twilio_message_sid = null where id = $1`,
      [second?.id, ticketId],
    );
  }
  return { From, ticketId, logId: second?.id, contactId: second?.contact_id };
}

test.for(Object.keys(TASKS) as TaskKind[])(
  "a task %s that died is told to whom it concerns",
  async (kind, { shared: world }) => {
    const told = TOLD[kind];
    const { From, ticketId, logId, contactId } = await arrange(world, kind);
    const [heard, noted, logged] = [heardBy(world, From).length, notesOf(world).length, world.logged.length];
    const payload = {
      ...{ logId, index: 0, ticketId, commentId: `9${ticketId}`, at: new Date().toISOString() },
      ...{ key: "a-key", body: "a note", contactId, batchId: logId, worker: 1 },
      ...{
        looks: 0,
        rings: 0,
        named: [`9${ticketId}`],
        upstream: "twilio",
        provider: "twilio",
        recoveryId: logId,
      },
    };
    const [task] = await world.database.rows<{ id: string }>(
      `insert into tasks (kind, version, dedupe_key, payload, attempts) values ($1, $2, $3, $4, 50) returning id::text`,
      [kind, TASK_KINDS[kind].version, `dies:${kind}`, payload],
    );
    for (let n = 0; n < 3; n += 1) await world.settle();

    const lines = world.logged.slice(logged);
    expect(lines).toContainEqual(expect.objectContaining({ task: kind, outcome: "dead" }));
    if (told.operators)
      expect(lines).toContainEqual(
        expect.objectContaining({ message: expect.stringContaining(told.operators) }),
      );
    expect(await (await visit(world, "/tasks?show=dead")).text()).toContain(`/console/tasks/${task?.id}`);
    expect(heardBy(world, From).slice(heard)).toEqual(told.customer ? [told.customer(ticketId)] : []);
    const notes = notesOf(world)
      .slice(noted)
      .map(({ body }) => body);
    expect(notes).toEqual(told.agents ? [expect.stringContaining(told.agents)] : []);
    // Death is told again after a crash, and nobody hears it twice.
    await world.database.rows("update tasks set dead_at = null, due_at = now() where id = $1", [task?.id]);
    for (let n = 0; n < 3; n += 1) await world.settle();
    expect(heardBy(world, From)).toHaveLength(heard + (told.customer ? 1 : 0));
    expect(notesOf(world)).toHaveLength(noted + (told.agents ? 1 : 0));
  },
);

const isComment =
  (text: string) =>
  ({ method, body }: UpstreamCall) =>
    method === "PUT" && JSON.stringify(body ?? null).includes(text);

test("a message that could not be added to its ticket: its customer hears it, and the agents where to read it", async ({
  shared: world,
}) => {
  const From = newCustomer();
  await world.twilio.receive({ From, Body: "My invoice is wrong" });
  await world.settle();
  const ticket = lastTicket(world);
  world.fail("zendesk", { status: 422 }, { when: isComment("And it is dated wrong") });
  await world.twilio.receive({ From, Body: "And it is dated wrong" });
  for (let n = 0; n < 3; n += 1) await world.settle();
  world.heal();
  expect(heardBy(world, From).slice(1)).toEqual([REPLIES.commentRefused(String(ticket.id))]);
  const [note, ...more] = notesOf(world);
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts where phone = $1", [
    From.slice(9),
  ]);
  expect(more).toEqual([]);
  expect(note?.body).toMatch(/wrote on \d{4}-\d\d-\d\d \d\d:\d\d UTC could not be added/);
  expect(note?.body).toContain(`https://tickline.example/console/contacts/${contact?.id}`);
  expect(note?.body).not.toContain("dated wrong");
});

test("whoever writes STOP hears nothing of a message that was given up; who was answered, nothing false", async ({
  shared: world,
}) => {
  const kill =
    "update tasks set attempts = 50, done_at = null, dead_at = null where kind = 'answer-message' and id = (select max(id) from tasks where kind = 'answer-message')";
  const From = newCustomer();
  await world.twilio.receive({ From, Body: "My invoice is wrong" });
  await world.settle();
  const before = heardBy(world, From);
  // It had promised all it had to promise, and died before it was settled.
  await world.database.rows(kill);
  await world.settle();
  expect(heardBy(world, From)).toEqual(before);

  await world.twilio.receive({ From, Body: "STOP" });
  await world.settle();
  const stopped = heardBy(world, From);
  await beforeAnyTask(world, () => world.twilio.receive({ From, Body: "And my parcel is late" }));
  await world.database.rows(kill);
  for (let n = 0; n < 3; n += 1) await world.settle();
  expect(heardBy(world, From)).toEqual(stopped);
});
