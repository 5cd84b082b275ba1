import type { World } from "./load.ts";
import { judgeSends } from "./model-sends.ts";
import type { Customer } from "./plan.ts";
import { rankOf } from "./statuses.ts";
import { type Filed, tokensIn } from "./watch.ts";

/** A rule that was broken, and by what. */
export type Breach = { rule: "lost" | "doubled" | "backwards" | "dead"; what: string };
export type Judgement = {
  breaches: Breach[];
  /** Sends of which nobody can say whether they arrived, and that are listed or noted as such; of those, none arrived. */
  unconfirmedAndTold: number;
  /** Sends that were not wanted any more, after STOP, or failed, and are listed or noted as such. */
  notSentAndTold: number;
};

export type Row = {
  id: string;
  direction: "inbound" | "outbound";
  to: string | null;
  body: string;
  status: string;
  messageId: string | null;
  batchId: string | null;
  commentId: string | null;
  isUnconfirmed: boolean;
  /** Handed over after the answer to the contact's STOP was. */
  afterStop: boolean;
};

export type Facts = World & { rows: Row[] };

/** What must stand where at the end, held against what stands there. */
export async function judge(world: World): Promise<Judgement> {
  const rows = await world.house.rows<Row>(`
    select l.id, l.direction, c.phone as "to", l.body, l.status, coalesce(l.twilio_message_sid, l.external_message_id) as "messageId",
      l.batch_id as "batchId", l.zendesk_comment_id as "commentId", l.unsure_at is not null as "isUnconfirmed",
      coalesce(not l.despite_opt_out and l.handed_over_at > (
        select min(a.handed_over_at) from contact_logs a where a.contact_id = l.contact_id and a.despite_opt_out), false) as "afterStop"
    from contact_logs l left join contacts c on c.id = l.contact_id order by l.created_at, l.id`);
  const facts = { ...world, rows };
  const sends = judgeSends(facts);
  return {
    breaches: [
      ...judgeMessages(facts),
      ...sends.breaches,
      ...judgeStatuses(facts),
      ...(await judgeConversations(facts)),
      ...(await judgeTasks(facts)),
    ],
    unconfirmedAndTold: sends.unconfirmedAndTold,
    notSentAndTold: sends.notSentAndTold,
  };
}

/** Lost when it is nowhere, doubled when it is there more than once. */
export function once(what: string, times: number): Breach[] {
  if (times === 1) return [];
  return [{ rule: times === 0 ? "lost" : "doubled", what: `${what}: ${times} times instead of once` }];
}

/** Every accepted message once in the log and once on a ticket, each customer's in order and on one ticket. */
function judgeMessages({ ledger, rows, watch }: Facts): Breach[] {
  const breaches: Breach[] = [];
  const inbound = rows.filter(({ direction }) => direction === "inbound");
  const logged = countTokens(inbound.map(({ body }) => body));
  const filed = Map.groupBy(
    watch.filed.filter(({ isByAgent, isPublic }) => !isByAgent && isPublic).flatMap(byToken),
    ([token]) => token,
  );
  const last = new Map<Customer, { token: string; commentId: number }>();
  const tickets = new Map<Customer, Set<number>>();
  for (const { token, customer } of ledger.messages) {
    breaches.push(...once(`${token} in contact_logs`, logged.get(token) ?? 0));
    const places = filed.get(token) ?? [];
    breaches.push(...once(`${token} on a ticket`, places.length));
    const [, place] = places[0] ?? [];
    if (!place) continue;
    const before = last.get(customer);
    if (before && place.commentId < before.commentId)
      breaches.push({ rule: "backwards", what: `${token} stands on its ticket before ${before.token}` });
    last.set(customer, { token, commentId: place.commentId });
    tickets.set(customer, (tickets.get(customer) ?? new Set()).add(place.ticketId));
  }
  for (const [{ name }, { size }] of tickets) {
    if (size > 1) breaches.push({ rule: "doubled", what: `${name} has ${size} tickets instead of one` });
  }
  return breaches;
}

function byToken(filed: Filed): [string, Filed][] {
  return tokensIn(filed.text).map((token) => [token, filed]);
}

/** In how many of the texts each token stands. */
function countTokens(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const token of new Set(tokensIn(text))) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return counts;
}

/** The final status of each message is the highest that was told, and no less. */
function judgeStatuses({ ledger, rows, watch }: Facts): Breach[] {
  const byId = new Map(rows.map((row) => [row.messageId, row]));
  return watch.sent.flatMap(({ id, text }): Breach[] => {
    const told = ledger.statuses.get(id) ?? [];
    const row = byId.get(id);
    if (!row) return [{ rule: "lost", what: `${id} ("${text.slice(0, 40)}") was sent and is in no row` }];
    const highest = told.reduce((a, b) => (rankOf(b) > rankOf(a) ? b : a), "accepted");
    if (rankOf(row.status) < rankOf(highest))
      return [{ rule: "lost", what: `${id} is ${row.status} though it was told to be ${highest}` }];
    if (rankOf(row.status) > rankOf(highest) && rankOf(row.status) > rankOf("sent"))
      return [{ rule: "lost", what: `${id} is ${row.status} though nobody said more than ${highest}` }];
    return [];
  });
}

async function judgeConversations({ ledger, house }: Facts): Promise<Breach[]> {
  const count = async (sql: string) => {
    const rows = await house.rows<{ of: string; times: number }>(sql);
    return new Map(rows.map(({ of, times }) => [of, times]));
  };
  const [conversations, participants, states, messages] = await Promise.all([
    count("select sid as of, count(*)::int as times from conversations where state = 'closed' group by 1"),
    count("select sid as of, count(*)::int as times from conversation_participants group by 1"),
    count(
      "select conversation_sid as of, count(*)::int as times from conversation_states where state_to = 'closed' group by 1",
    ),
    count(
      "select twilio_message_sid as of, count(*)::int as times from contact_logs where conversation_sid is not null group by 1",
    ),
  ]);
  return ledger.conversations.flatMap(({ conversationSid, participantSid, messageSids }) => [
    ...once(`${conversationSid}, closed`, conversations.get(conversationSid) ?? 0),
    ...once(`${conversationSid}'s change to closed`, states.get(conversationSid) ?? 0),
    ...once(`${participantSid} in ${conversationSid}`, participants.get(participantSid) ?? 0),
    ...messageSids.flatMap((sid) => once(`${sid} in ${conversationSid}`, messages.get(sid) ?? 0)),
  ]);
}

async function judgeTasks({ house }: Facts): Promise<Breach[]> {
  const dead = await house.rows<{ kind: string; last_error: string; payload: object }>(
    "select kind, last_error, payload from tasks where dead_at is not null",
  );
  return dead.map(({ kind, last_error, payload }) => ({
    rule: "dead",
    what: `${kind} ${JSON.stringify(payload).slice(0, 120)}: ${last_error}`,
  }));
}
