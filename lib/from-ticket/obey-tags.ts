import { createHash } from "node:crypto";
import { holderOfTicket } from "../db/contacts/ticket-holders.ts";
import { loadTicketContact } from "../db/messages/agent-replies.ts";
import { type ClaimedTask, rememberInTask } from "../db/tasks/tasks.ts";
import { selectTemplatesNamed } from "../db/templates/known-templates.ts";
import type { Actor } from "../domain/access/actor.ts";
import { refusal } from "../domain/notes/refusal.ts";
import { chooseTemplate } from "../domain/templates/choose-template.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import { START_TAG, type TagWishes, templateInTag, wishesIn } from "../domain/templates/template-tags.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { FROM_FIELD } from "../domain/wording/from-ticket.ts";
import type { Notes } from "../domain/wording/notes.ts";
import {
  InvalidInputError,
  NotConfiguredError,
  type Problem,
  RefusedError,
  UpstreamError,
} from "../errors.ts";
import type { Deps } from "../ports.ts";
import { enqueueNote } from "../tickets/enqueue-note.ts";
import type { WholeTicket } from "../zendesk/zendesk.ts";
import { refused } from "./refused.ts";
import { sendTemplate, timesSent, wasSent } from "./send-template.ts";

type Tagged = {
  ticketId: string;
  taggedBy?: string | null | undefined;
  /** By tag: with which key it is obeyed, and whether only the tag is left to be taken away. */
  pending?: Record<string, Pending> | undefined;
  /** It was given up before, and the ticket told so. */
  hasDied?: boolean | undefined;
};

/** `stays`: the ticket was told that the tag is still there, and that nothing more is sent for it. */
type Pending = { key: string; isOver: boolean; stays?: boolean | undefined };

/** One tag sends so many messages from a ticket in a day, as long as the customer does not write: some rule of the account may set it again and again. */
const A_DAY = 3;

/**
 * What the ticket's tags ask for, as they are now, is sent, or a note says why not; then the tags are taken away. The ring said only that
 * there is something to look for.
 */
export async function obeyTags(
  deps: Deps,
  task: ClaimedTask,
  { ticketId, ...tagged }: Tagged,
): Promise<string> {
  const ticket = await deps.zendesk.showWholeTicket(ticketId);
  const wishes = wishesIn(ticket?.tags ?? []);
  if (!ticket || !takesComments(ticket) || wishes.asking.length === 0) {
    await rememberInTask(deps.db, task, NOTHING_LEFT);
    return `no tag on ticket ${ticketId} asks for anything`;
  }
  const actor = await actorOf(deps, ticket, tagged.taggedBy ?? null);
  let pending = leftFromBefore(tagged);
  for (const tag of wishes.asking) {
    const { key, isOver } = pending[tag] ?? { key: keyOf(ticket, tag, task), isOver: false };
    if (isOver) continue;
    pending = { ...pending, [tag]: { key, isOver: false } };
    await rememberInTask(deps.db, task, { pending });
    await obey(deps, { ticket, wishes, tag, key, actor });
    pending = { ...pending, [tag]: { key, isOver: true } };
    await rememberInTask(deps.db, task, { pending });
  }
  const there = await takeAway(deps, ticketId, [...wishes.asking, ...wishes.languageTags]);
  const notes = await deps.notes();
  const stay: Record<string, Pending> = {};
  for (const [tag, { key, stays }] of Object.entries(pending)) {
    const isThere = there.includes(tag);
    if (isThere) stay[tag] = { key, isOver: true, stays: true };
    const told = isThere ? "tagStays" : stays && wishes.asking.includes(tag) ? "tagWentLate" : null;
    if (told) {
      const body = notes.fromTicket[told](tag);
      await enqueueNote(deps, { ticketId, key: `${ticketId}:${key}:${told}`, body });
    }
  }
  await rememberInTask(deps.db, task, { ...NOTHING_LEFT, pending: stay });
  return `obeyed ${wishes.asking.length} tags of ticket ${ticketId}`;
}

const NOTHING_LEFT = { pending: {}, taggedBy: null, hasDied: false };

/** After a death nobody knows whether a tag is still the one that was obeyed: sent twice is worse than set once more. */
function leftFromBefore({
  pending = {},
  hasDied = false,
}: Omit<Tagged, "ticketId">): Record<string, Pending> {
  const left = Object.entries(pending).map(([tag, one]) => [
    tag,
    { ...one, stays: one.stays || (hasDied && one.isOver) },
  ]);
  return Object.fromEntries(left);
}

/** The same tag set again later finds the ticket at another time. */
function keyOf({ updatedAt }: WholeTicket, tag: string, { claims }: ClaimedTask): string {
  return `${keysOf(tag)}${updatedAt ?? `claim-${claims}`}`;
}

/** With what the keys of a tag begin. */
function keysOf(tag: string): string {
  return `tag:${createHash("sha256").update(tag).digest("hex").slice(0, 16)}:`;
}

/** Who set the tag, where Zendesk says so; on a ticket from the web form, whoever made it. */
async function actorOf(deps: Deps, ticket: WholeTicket, taggedBy: string | null): Promise<Actor> {
  const id = taggedBy ?? (isMadeByAgent(ticket) ? ticket.submitterId : null);
  const agent = id !== null && /^\d+$/.test(id) ? await deps.zendesk.showAgent(id) : null;
  const isAgent = agent !== null && agent.role !== "end-user";
  return { by: "ticket", id: isAgent ? agent.id : null, name: isAgent ? agent.name : null };
}

/** In Zendesk's web form, for somebody else. */
function isMadeByAgent({ via, submitterId, requesterId }: WholeTicket): boolean {
  return via === "web" && submitterId !== null && submitterId !== requesterId;
}

type Wish = { ticket: WholeTicket; wishes: TagWishes; tag: string; key: string; actor: Actor };

async function obey(deps: Deps, { ticket, wishes, tag, key, actor }: Wish): Promise<void> {
  const { id: ticketId } = ticket;
  if (await wasSent(deps, { ticketId, key })) return;
  const notes = await deps.notes();
  if ((await timesSent(deps, { ticketId, keysBegin: keysOf(tag) })) >= A_DAY) {
    // Our note changes the ticket, which may set the tag once more.
    const today = new Date().toISOString().slice(0, 10);
    const body = notes.fromTicket.tagTooOften(tag, A_DAY);
    return enqueueNote(deps, { ticketId, key: `${ticketId}:${keysOf(tag)}often:${today}`, body });
  }
  try {
    const template = await templateFor(deps, ticket, wishes, tag);
    await sendTemplate(deps, { ticketId, template, variables: {}, actor, key });
  } catch (error) {
    const why = whyFinally(error, deps.env, notes);
    if (why === null) throw error;
    const body = notes.fromTicket.tagRefused(tag, why);
    await enqueueNote(deps, { ticketId, key: `${ticketId}:${key}`, body });
  }
}

/** @throws {RefusedError} when there is none that may be sent */
async function templateFor(
  deps: Deps,
  ticket: WholeTicket,
  { languages }: TagWishes,
  tag: string,
): Promise<KnownTemplate> {
  if (tag === START_TAG && !isMadeByAgent(ticket))
    throw refused(refusal("notMadeByAgent"), { because: "refused" });
  const name = templateInTag(tag) ?? deps.env.startTemplate;
  if (!name) throw refused(refusal("noStartTemplate"), { because: "refused" });
  const isKnown = (await holderOfTicket(deps.db, ticket.id)) !== undefined;
  const contact = isKnown ? await loadTicketContact(deps.db, ticket.id) : undefined;
  const chosen = chooseTemplate(await selectTemplatesNamed(deps.db, name), {
    name,
    languages,
    locale: ticket.requester?.locale ?? null,
    provider: contact?.provider ?? null,
  });
  if ("why" in chosen) throw refused(chosen.why, { because: "missing" });
  return chosen;
}

/** Why it is never sent, as far as that is certain; null for what may go better later. */
function whyFinally(error: unknown, { templateFields: mapped }: Deps["env"], notes: Notes): string | null {
  if (error instanceof InvalidInputError)
    return error.problems.map((problem) => sentenceOf(problem, mapped, notes)).join("; ");
  if (error instanceof RefusedError) return error.refusal ? notes.refusal(error.refusal) : error.message;
  if (error instanceof NotConfiguredError && error.upstream !== "zendesk") return error.message;
  if (error instanceof UpstreamError && error.upstream !== "zendesk" && error.failure === "rejected")
    return notes.refusal(refusal("templateRefused", { provider: error.upstream }));
  return null;
}

/** A variable with where its value comes from, since nobody types one in for a tag. */
function sentenceOf({ path, message }: Problem, mapped: Record<string, string>, notes: Notes): string {
  const [, variable] = /^variables\.(.+)$/s.exec(path) ?? [];
  if (variable === undefined) return `${path} ${message}`;
  const field = Object.hasOwn(mapped, variable) ? mapped[variable] : undefined;
  const why = notes.refusal(field ? FROM_FIELD.empty(field) : FROM_FIELD.unmapped(variable));
  return notes.refusal(refusal("variableEmpty", { name: variable, why }));
}

/** @returns the tags that Zendesk lets nobody take away. A ticket that was closed meanwhile keeps its own, and takes no others */
async function takeAway({ zendesk }: Deps, ticketId: string, tags: string[]): Promise<string[]> {
  try {
    await zendesk.removeTags(ticketId, tags);
    return [];
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.failure !== "rejected") throw error;
  }
  const ticket = await zendesk.showWholeTicket(ticketId);
  return ticket && takesComments(ticket) ? ticket.tags.filter((tag) => tags.includes(tag)) : [];
}
