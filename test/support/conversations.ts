import type { LogRow, World } from "./world.ts";

/** A moment of the test's own clock, in seconds after noon, as Twilio writes it. */
export const at = (second: number) => new Date(Date.UTC(2026, 4, 1, 12, 0, second)).toISOString();

export const ANA = "whatsapp:+14155550100";
export const OUR_NUMBER = "whatsapp:+14155238886";

/** Everything of the conversations' mirror that must be alike whatever came first: no id or clock of ours. */
export async function mirror({ database }: World) {
  const [conversations, states, participants, messages, contacts, tasks] = await Promise.all([
    database.rows("select * from conversations order by sid"),
    database.rows(
      "select conversation_sid, state_from, state_to, reason, changed_at from conversation_states order by changed_at, state_to",
    ),
    database.rows("select * from conversation_participants order by sid"),
    database.rows<LogRow & { phone: string | null; sender: string | null; created_at: Date }>(
      `select l.*, c.phone from contact_logs l left join contacts c on c.id = l.contact_id order by twilio_message_sid`,
    ),
    database.rows("select phone, bsuid, last_inbound_at from contacts order by phone"),
    database.rows("select kind, dead_at is not null as dead from tasks order by kind"),
  ]);
  return {
    conversations,
    states,
    participants: participants.map(({ created_at, ...rest }) => rest),
    messages: messages.map(({ id, contact_id, created_at, ...rest }) => rest),
    contacts,
    tasks,
  };
}

/** Each order of the items. */
export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, n) =>
    permutations([...items.slice(0, n), ...items.slice(n + 1)]).map((rest) => [item, ...rest]),
  );
}
