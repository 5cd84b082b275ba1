/**
 * SQL for mirroring what is told in any order. Each row keeps when its content was told (`told_at`): newer content replaces
 * older, older content fills gaps only.
 */

/**
 * When the content of an event counts as told: what was added just before its date, so that a change in the same second
 * comes after it; what was removed before everything, since it is known for its end only.
 * @param event has change, created_at, updated_at
 */
export function toldAt(event: string): string {
  return `case ${event}.change
    when 'removed' then '-infinity'::timestamptz
    when 'added' then coalesce(${event}.created_at, 'epoch') - interval '1 microsecond'
    else coalesce(${event}.updated_at, now()) end`;
}

/** When it was removed, null for an event of another kind. */
export function removedAt(event: string): string {
  return `case when ${event}.change = 'removed' then coalesce(${event}.updated_at, now()) end`;
}

/** For `on conflict do update`: each column as the newest event said it that said anything. */
export function said(row: string, columns: string[]): string {
  const isNewer = `excluded.told_at >= coalesce(${row}.told_at, '-infinity')`;
  return columns
    .map((name) => {
      const [now, then] = [`excluded.${name}`, `${row}.${name}`];
      return `${name} = case when ${isNewer} then coalesce(${now}, ${then}) else coalesce(${then}, ${now}) end`;
    })
    .join(", ");
}

/** A `with` element: the conversation that rows of `input` belong to has a row, even where it was never told of itself. */
export function withConversation(input: string): string {
  return `conversation as (
    insert into conversations as c (sid, chat_service_sid, messaging_service_sid)
    select conversation_sid, chat_service_sid, messaging_service_sid from ${input}
    on conflict (sid) do update set
      chat_service_sid = coalesce(c.chat_service_sid, excluded.chat_service_sid),
      messaging_service_sid = coalesce(c.messaging_service_sid, excluded.messaging_service_sid)
    where (c.chat_service_sid is null and excluded.chat_service_sid is not null)
      or (c.messaging_service_sid is null and excluded.messaging_service_sid is not null)
  )`;
}
