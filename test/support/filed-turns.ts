import { randomUUID } from "node:crypto";
import { insertTask } from "../../lib/db/tasks/tasks.ts";
import type { HandOverReason } from "../../lib/domain/assistant/outcomes.ts";
import { parseInbound } from "../../lib/providers/twilio/parse-inbound.ts";
import type { InboundMedia } from "../sandbox/twilio/inbound.ts";
import type { World } from "./world.ts";

const ANA = "whatsapp:+14155550100";

/** A customer's message that waits for the assistant. Returns its row's id. */
export async function waits(
  world: World,
  Body: string,
  { From = ANA, files = [] as InboundMedia[] } = {},
): Promise<string> {
  const { form } = world.twilio.miss({ From, Body }, files);
  const { message } = parseInbound(form);
  if (message) await world.deps.receive([message]);
  await world.database.rows("update tasks set done_at = now() where kind = 'answer-message'");
  const row = (await world.logs("inbound")).find(
    ({ twilio_message_sid }) => twilio_message_sid === form.MessageSid,
  );
  if (!row) throw new Error("the message was not stored");
  return row.id;
}

export type Turned = {
  why?: HandOverReason;
  opensTicket?: boolean;
  answer?: string;
  subject?: string;
  summary?: string;
};

/** The assistant was asked about these messages, and said so. Returns the turn's id. */
export async function turn(world: World, logIds: string[], turned: Turned = {}): Promise<string> {
  const id = await asked(world, logIds);
  await settles(world, id, turned);
  return id;
}

/** The assistant is being asked about these messages. */
export async function asked(world: World, logIds: string[]): Promise<string> {
  const id = randomUUID();
  await world.database.rows("insert into assistant_turns (id, answers, outcome) values ($1, $2, 'asked')", [
    id,
    logIds.at(-1),
  ]);
  await world.database.rows("update contact_logs set assistant_turn_id = $1 where id = any($2)", [
    id,
    logIds,
  ]);
  return id;
}

/** What it says is stored and carried out: its answer went to the customer, and what a person is to read is promised to Zendesk. */
export async function settles(world: World, id: string, turned: Turned): Promise<void> {
  const { why = null, opensTicket = false, answer = "", subject = "", summary = "" } = turned;
  await world.database.rows(
    `update assistant_turns set outcome = $2, why = $3, opens_ticket = $4, answer = $5, subject = $6, summary = $7,
       settled_at = now(), carried_out_at = now() where id = $1`,
    [id, why ? "handed-over" : "answered", why, opensTicket, answer, subject, summary],
  );
  const covered = await world.database.rows<{ id: string; contact_id: string }>(
    "select id, contact_id from contact_logs where assistant_turn_id = $1 order by id",
    [id],
  );
  if (answer) {
    await world.database.rows(
      `insert into contact_logs (id, contact_id, direction, provider, channel, kind, body, status, assistant_turn_id, created_at)
       select gen_random_uuid(), contact_id, 'outbound', provider, channel, 'text', $2, 'sent', $1, clock_timestamp()
       from contact_logs where id = $3`,
      [id, answer, covered.at(-1)?.id],
    );
  }
  if (!why && !opensTicket) return;
  for (const { id: logId, contact_id: contactId } of covered) {
    await insertTask(world.deps.db, "file-message", { contactId, key: logId, payload: { logId } });
  }
}

/** The message is filed, as one is whose contact's ticket is open. */
export async function filed(world: World, logId: string): Promise<void> {
  await world.database.rows(
    `insert into tasks (kind, version, lane, dedupe_key, upstream, payload)
     select 'file-message', 1, 'ticket:' || contact_id, id::text, 'zendesk', jsonb_build_object('logId', id)
     from contact_logs where id = $1 on conflict on constraint tasks_once do nothing`,
    [logId],
  );
  await world.settle();
}

/** What a note tells of the conversation, without its moments. */
export const linesOf = (note = ""): string[] =>
  note
    .split("\n")
    .filter((line) => /^\d{4}-\d\d-\d\d \d\d:\d\d UTC /.test(line))
    .map((line) => line.slice(21));

/** What belongs to a turn, and no ticket has heard of. */
export const untold = (world: World) =>
  world.database.rows(
    "select body from contact_logs where ticket_id is null and assistant_turn_id is not null",
  );
