import { addPart, type Elsewhere, partsOf, recordPart } from "../db/erasure/erasure-parts.ts";
import type { Deps } from "../ports.ts";
import type { TicketComment } from "../zendesk/zendesk.ts";

/** What stands in the place of a name, and of a ticket's subject. */
export const ERASED_NAME = "Erased person";
export const ERASED_SUBJECT = "Erased";

const BEFORE_ALL = { since: new Date(0), commentId: null };

/** Our internal notes end so; what is quoted in them may be the person's words. */
const IS_OUR_NOTE = /\n\nRef \S+/;

type OneTicket = { place: Elsewhere; ticketId: string; endsAt: number };

/**
 * Redacts what a person wrote on a ticket of theirs, and notes of ours, which may quote it; its subject is to follow. Agents' words stay.
 * The first comment is the message that opened the ticket, so its author is the person, unless our own user lent them its name.
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
  const people = new Set(known.filter(({ what }) => what === "user").map(({ ref }) => ref));
  const settled = new Set(known.filter(({ state }) => state !== "open").map(({ ref }) => ref));
  const isTheirs = (one: TicketComment) =>
    one === opening || people.has(one.authorId) || (!one.isPublic && IS_OUR_NOTE.test(one.plainBody));
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
