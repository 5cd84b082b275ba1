/** A conversation as the product has mirrored it. */
export type ConversationRow = {
  sid: string;
  name: string | null;
  state: string | null;
  removedAt: string | null;
  /** Oldest first; whoever left has a `removedAt`. */
  participants: { sid: string; identity: string | null; address: string | null; removedAt: string | null }[];
  /** The newest thirty, oldest first. */
  messages: {
    id: string;
    direction: "inbound" | "outbound";
    address: string | null;
    author: string | null;
    kind: string;
    body: string;
    files: string[];
    status: string;
    ticketId: string | null;
    at: string;
  }[];
  /** What it became, and when. */
  states: { to: string; at: string }[];
};

/** The newest conversations, with everything that the page shows of them. */
export const CONVERSATIONS = `
  select c.sid, c.friendly_name as name, c.state, c.removed_at as "removedAt",
    array(select json_build_object('sid', p.sid, 'identity', p.identity, 'address', p.address, 'removedAt', p.removed_at)
      from conversation_participants p where p.conversation_sid = c.sid order by p.added_at, p.sid) as participants,
    array(select m.message from (
      select coalesce(l.sent_at, l.created_at) as at, l.id, json_build_object(
        'id', l.id, 'direction', l.direction, 'address', l.contact_address, 'author', l.detail->>'author',
        'kind', l.kind, 'body', l.body, 'files', array(select coalesce(f->>'filename', f->>'contentType')
          from jsonb_array_elements(l.media) f), 'status', l.status, 'ticketId', l.ticket_id,
        'at', coalesce(l.sent_at, l.created_at)) as message
      from contact_logs l where l.conversation_sid = c.sid order by 1 desc, 2 desc limit 30) m order by m.at, m.id) as messages,
    array(select json_build_object('to', s.state_to, 'at', s.changed_at)
      from conversation_states s where s.conversation_sid = c.sid order by s.changed_at) as states
  from conversations c order by c.created_at desc, c.sid limit 20`;
