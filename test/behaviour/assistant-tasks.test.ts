import { expect } from "vitest";
import { loadMessageInContext } from "../../lib/db/messages/message-in-context.ts";
import { insertTask } from "../../lib/db/tasks/tasks.ts";
import { submit, visit } from "../support/console.ts";
import { callContacts } from "../support/contacts.ts";
import { createFolder, runCommand } from "../support/setup-command.ts";
import { tookTurn } from "../support/turns.ts";
import { LINES, settled } from "../support/two-way.ts";
import { test, type World } from "../support/world.ts";

const PHONE = "+14155550100";

/** A message of the contact's waits for the assistant, for longer than the test takes. Returns the message's id. */
async function waits(world: World, where = "true"): Promise<{ logId: string; contactId: string }> {
  const [log] = await world.database.rows<{ logId: string; contactId: string }>(
    `select id as "logId", contact_id as "contactId" from contact_logs where direction = 'inbound' and ${where} order by id desc limit 1`,
  );
  if (!log) throw new Error("nobody wrote");
  const { logId, contactId } = log;
  await insertTask(world.deps.db, "ask-assistant", { contactId, key: logId, payload: { logId } });
  await world.database.rows(
    "update tasks set due_at = now() + interval '1 hour' where kind = 'ask-assistant'",
  );
  return log;
}

const words = async (page: Response) =>
  (await page.text())
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

test("a message that waits for the assistant is promised", async ({ world }) => {
  await LINES.twilio(world).writes("I forgot my password");
  const { logId } = await waits(world);
  const isPromised = async () => (await loadMessageInContext(world.deps.db, logId))?.isPromised;
  await world.database.rows("delete from tasks where kind = 'file-message'");
  await world.database.rows("update contact_logs set ticket_id = null");
  expect(await isPromised()).toBe(true);
  await world.database.rows("delete from tasks where kind = 'ask-assistant'");
  expect(await isPromised()).toBe(false);
});

test("what waits for the assistant waits in one lane, once two contacts are known to be one person", async ({
  world,
}) => {
  await world.meta.receive("By id", { contact: { user_id: "US.1001" } });
  await settled(world);
  await waits(world, "body = 'By id'");
  await world.meta.receive("By number", { contact: { wa_id: "14155550123" } });
  await settled(world);
  const { contactId } = await waits(world, "body = 'By number'");
  await tookTurn(world, "+14155550123", { outcome: "asked" });
  await world.meta.receive("Both", { contact: { wa_id: "14155550123", user_id: "US.1001" } });
  await settled(world);
  expect(await world.database.rows("select lane from tasks where kind = 'ask-assistant'")).toEqual([
    { lane: `assist:${contactId}` },
    { lane: `assist:${contactId}` },
  ]);
  expect(
    await world.database.rows("select distinct contact_id from contact_logs where direction = 'inbound'"),
  ).toEqual([{ contact_id: contactId }]);
});

test("when a person is erased, nobody asks the assistant any more about what they wrote", async ({
  world,
}) => {
  await LINES.twilio(world).writes("I forgot my password");
  await waits(world);
  expect((await callContacts(world, "DELETE", { phone: PHONE })).status).toBe(200);
  expect(await world.tasks("ask-assistant")).toMatchObject([{ done_at: expect.any(Date) }]);
});

test("a task of the assistant's shows what it does, of whom, and, dead, what a retry is good for; by reason, it is retried", async ({
  world,
}) => {
  await LINES.twilio(world).writes("I forgot my password");
  const { contactId } = await waits(world);
  expect(await words(await visit(world, "/tasks?show=waiting"))).toMatch(
    /Let the assistant answer waiting assist ….{4} model 0 /,
  );
  await world.database.rows(
    "update tasks set dead_at = now(), attempts = 8, last_error = 'the database did not confirm' where kind = 'ask-assistant'",
  );
  const [task] = await world.database.rows<{ id: string }>("select id from tasks where dead_at is not null");
  const page = await visit(world, `/tasks/${task?.id}`);
  const html = await page.clone().text();
  expect(html).toContain(`<a href="/console/contacts/${contactId}">assist …`);
  expect(await words(page)).toContain("Its messages went to a person when the task died");

  await using folder = await createFolder();
  const said = await runCommand("tasks", [], { folder: folder.path, variables: world.env });
  expect(said.out).toMatch(/1 {2}ask-assistant, since .*\n\s+the database did not confirm/);

  const grouped = await visit(world, "/tasks/dead");
  const [, deadBy = ""] = /name="dead-by" value="([^"]+)"/.exec(await grouped.clone().text()) ?? [];
  expect(await words(grouped)).toContain("Let the assistant answer the database did not confirm 1 ");
  const wish = {
    do: "retry",
    kind: "ask-assistant",
    reason: "the database did not confirm",
    "dead-by": deadBy,
  };
  await submit(world, "/tasks/dead", { ...wish, sure: "yes" });
  expect((await world.tasks("ask-assistant")).filter(({ dead_at }) => dead_at !== null)).toEqual([]);
});
