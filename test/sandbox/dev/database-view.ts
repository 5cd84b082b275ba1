import pg from "pg";
import { TURNS, type TurnRow } from "./assistant.ts";
import { CONVERSATIONS, type ConversationRow } from "./conversation-rows.ts";

export type LogRow = {
  id: string;
  /** The provider's own id of the message. */
  sid: string | null;
  direction: "inbound" | "outbound";
  /** As the provider writes it; null for a status of a message that is not ours. */
  address: string | null;
  contact: string | null;
  channel: string | null;
  kind: string;
  body: string;
  ticketId: string | null;
  status: string;
  errorCode: string | null;
  errorMessage: string | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  failedAt: Date | null;
  createdAt: Date;
};

export type TaskRow = {
  id: string;
  kind: string;
  upstream: string | null;
  attempts: number;
  dueAt: Date;
  deadAt: Date | null;
  lastError: string | null;
};

export type PauseRow = { upstream: string; pausedUntil: Date; reason: string };

export type DatabaseView = {
  log: LogRow[];
  conversations: ConversationRow[];
  turns: TurnRow[];
  tasks: TaskRow[];
  pauses: PauseRow[];
  done: number;
};

const LOG = `
  select l.id, coalesce(l.twilio_message_sid, l.external_message_id) as sid, l.direction, l.contact_address as address,
    coalesce(c.profile_name, c.username, c.phone, c.bsuid) as contact, l.channel, l.kind, l.body,
    l.ticket_id as "ticketId", l.status, l.error_code as "errorCode", l.error_message as "errorMessage",
    l.sent_at as "sentAt", l.delivered_at as "deliveredAt", l.read_at as "readAt", l.failed_at as "failedAt",
    l.created_at as "createdAt"
  from contact_logs l left join contacts c on c.id = l.contact_id
  order by l.created_at desc, l.id desc limit 200`;

const TASKS = `
  select id::text, kind, upstream, attempts, due_at as "dueAt", dead_at as "deadAt", last_error as "lastError"
  from tasks where done_at is null order by dead_at desc nulls first, due_at, id limit 100`;

const PAUSES = `
  select upstream, paused_until as "pausedUntil", reason from upstream_pauses where paused_until > now()`;

const DONE = "select count(*)::int as done from tasks where done_at is not null";

/** Reads what the page shows of the product's database, over one connection of its own. */
export function openDatabaseView(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // A lost idle connection is reported by the next query; unheard, it would end the process.
  pool.on("error", () => {});
  return {
    async read(): Promise<DatabaseView> {
      const log = await pool.query<LogRow>(LOG);
      const conversations = await pool.query<ConversationRow>(CONVERSATIONS);
      const turns = await pool.query<TurnRow>(TURNS);
      const tasks = await pool.query<TaskRow>(TASKS);
      const pauses = await pool.query<PauseRow>(PAUSES);
      const done = await pool.query<{ done: number }>(DONE);
      return {
        log: log.rows,
        conversations: conversations.rows,
        turns: turns.rows,
        tasks: tasks.rows,
        pauses: pauses.rows,
        done: done.rows[0]?.done ?? 0,
      };
    },
    close: () => pool.end(),
  };
}
