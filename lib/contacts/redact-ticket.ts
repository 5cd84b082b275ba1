import { addPart, type Elsewhere, partsOf, recordPart } from "../db/erasure/erasure-parts.ts";
import { usersOfOthers } from "../db/erasure/users-of-others.ts";
import type { Deps } from "../ports.ts";
import type { TicketComment } from "../zendesk/zendesk.ts";

/** What stands in the place of a name, and of a ticket's subject. */
export const ERASED_NAME = "Erased person";
export const ERASED_SUBJECT = "Erased";

const BEFORE_ALL = { since: new Date(0), commentId: null };

type OneTicket = { place: Elsewhere; ticketId: string; endsAt: number };

/**
 * Redacts what a person wrote on a ticket of theirs, and notes of ours, which may quote it; its subject is to follow. Agents' words stay.
 * The first comment is the message that opened the ticket, so its author is the person, unless our own user lent them its name, or their
 * user was merged into another customer's.
 * @returns "agents-stay" where agents wrote there as well, whose words may name the person; "more" when the time was up before
 * @throws {UpstreamError}
 */
export async function redactTicket(
  deps: Deps,
  { place, ticketId, endsAt }: OneTicket,
): Promise<"forgotten" | "agents-stay" | "more"> {
  const { db, zendesk } = deps;
  const comments = await zendesk.listComments(ticketId, BEFORE_ALL);
  if (comments === "gone") return "forgotten";
  const [opening] = comments;
  if (opening && !opening.isByAgent) await addPart(db, place, { what: "user", ref: opening.authorId });
  const known = await partsOf(db, place, ["user", "comment"]);
  const users = known.filter(({ what }) => what === "user").map(({ ref }) => ref);
  const others = await usersOfOthers(db, place.contactId, users);
  const people = new Set(users.filter((user) => !others.has(user)));
  const settled = new Set(known.filter(({ state }) => state !== "open").map(({ ref }) => ref));
  const isTheirs = (one: TicketComment) =>
    one === opening ||
    people.has(one.authorId) ||
    (!(one.isPublic && one.isByAgent) && isOurs(one, ticketId));
  for (const comment of comments.filter(isTheirs)) {
    const ref = `${ticketId}/${comment.id}`;
    if (settled.has(ref)) continue;
    if (performance.now() > endsAt) return "more";
    const outcome = await zendesk.redactComment(ticketId, comment);
    const refused = typeof outcome === "object" ? outcome.refused : null;
    await recordPart(db, place, { what: "comment", ref, state: refused ? "refused" : "done", why: refused });
  }
  await addPart(db, place, { what: "subject", ref: ticketId });
  return comments.some((one) => one.isByAgent && !isTheirs(one)) ? "agents-stay" : "forgotten";
}

const ROW_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/**
 * Whether we wrote a comment: it ends with our reference, which is the id of a message, or the key of a note. An agent's own `Ref RMA-1`
 * is none. In a message is what the person wrote, and in a note it may be quoted.
 */
function isOurs({ plainBody }: TicketComment, ticketId: string): boolean {
  const ours = `(?:told:)?${ROW_ID}|[0-9]+:(?:unread|held|late)|${ticketId}:(?:window|waits):`;
  return new RegExp(`\n\nRef (?:${ours})`).test(plainBody);
}
