import { createHash } from "node:crypto";
import { holderOfTicket } from "../db/contacts/ticket-holders.ts";
import { loadTicketContact } from "../db/messages/agent-replies.ts";
import { type ClaimedTask, rememberInTask } from "../db/tasks/tasks.ts";
import { selectTemplatesNamed } from "../db/templates/known-templates.ts";
import type { Actor } from "../domain/access/actor.ts";
import { chooseTemplate } from "../domain/templates/choose-template.ts";
import type { KnownTemplate } from "../domain/templates/known-template.ts";
import { START_TAG, type TagWishes, templateInTag, wishesIn } from "../domain/templates/template-tags.ts";
import { takesComments } from "../domain/ticket-status.ts";
import { FROM_FIELD, FROM_TICKET_NOTES, NOT_SENT } from "../domain/wording/from-ticket.ts";
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
import { sendTemplate, wasSent } from "./send-template.ts";

type Tagged = {
  ticketId: string;
  taggedBy?: string | null | undefined;
  /** By tag: with which key it is obeyed, and whether only the tag is left to be taken away. */
  pending?: Record<string, { key: string; isOver: boolean }> | undefined;
};

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
    await rememberInTask(deps.db, task, { pending: {}, taggedBy: null });
    return `no tag on ticket ${ticketId} asks for anything`;
  }
  const actor = await actorOf(deps, ticket, tagged.taggedBy ?? null);
  let pending = tagged.pending ?? {};
  for (const tag of wishes.asking) {
    const { key, isOver } = pending[tag] ?? { key: keyOf(ticket, tag, task), isOver: false };
    if (isOver) continue;
    pending = { ...pending, [tag]: { key, isOver: false } };
    await rememberInTask(deps.db, task, { pending });
    await obey(deps, { ticket, wishes, tag, key, actor });
    pending = { ...pending, [tag]: { key, isOver: true } };
    await rememberInTask(deps.db, task, { pending });
  }
  await takeAway(deps, ticketId, [...wishes.asking, ...wishes.languageTags]);
  await rememberInTask(deps.db, task, { pending: {}, taggedBy: null });
  return `obeyed ${wishes.asking.length} tags of ticket ${ticketId}`;
}

/** The same tag set again later finds the ticket at another time. */
function keyOf({ updatedAt }: WholeTicket, tag: string, { claims }: ClaimedTask): string {
  const known = createHash("sha256").update(tag).digest("hex").slice(0, 16);
  return `tag:${known}:${updatedAt ?? `claim-${claims}`}`;
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
  try {
    const template = await templateFor(deps, ticket, wishes, tag);
    await sendTemplate(deps, { ticketId, template, variables: {}, actor, key });
  } catch (error) {
    const why = whyFinally(error, deps.env);
    if (why === null) throw error;
    const body = FROM_TICKET_NOTES.tagRefused(tag, why);
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
    throw new RefusedError(NOT_SENT.notMadeByAgent, { because: "refused" });
  const name = templateInTag(tag) ?? deps.env.startTemplate;
  if (!name) throw new RefusedError(NOT_SENT.noStartTemplate, { because: "refused" });
  const isKnown = (await holderOfTicket(deps.db, ticket.id)) !== undefined;
  const contact = isKnown ? await loadTicketContact(deps.db, ticket.id) : undefined;
  const chosen = chooseTemplate(await selectTemplatesNamed(deps.db, name), {
    name,
    languages,
    locale: ticket.requester?.locale ?? null,
    provider: contact?.provider ?? null,
  });
  if ("why" in chosen) throw new RefusedError(chosen.why, { because: "missing" });
  return chosen;
}

/** Why it is never sent, as far as that is certain; null for what may go better later. */
function whyFinally(error: unknown, { templateFields: mapped }: Deps["env"]): string | null {
  if (error instanceof InvalidInputError)
    return error.problems.map((problem) => sentenceOf(problem, mapped)).join("; ");
  if (error instanceof RefusedError) return error.message;
  if (error instanceof NotConfiguredError && error.upstream !== "zendesk") return error.message;
  if (error instanceof UpstreamError && error.upstream !== "zendesk" && error.failure === "rejected")
    return `${error.upstream} refuses the template`;
  return null;
}

/** A variable with where its value comes from, since nobody types one in for a tag. */
function sentenceOf({ path, message }: Problem, mapped: Record<string, string>): string {
  const [, variable] = /^variables\.(.+)$/s.exec(path) ?? [];
  if (variable === undefined) return `${path} ${message}`;
  const field = Object.hasOwn(mapped, variable) ? mapped[variable] : undefined;
  return `${message}: ${field ? FROM_FIELD.empty(field) : FROM_FIELD.unmapped(variable)}`;
}

/** A ticket that was closed meanwhile keeps its tags, and takes no others. */
async function takeAway({ zendesk }: Deps, ticketId: string, tags: string[]): Promise<void> {
  try {
    await zendesk.removeTags(ticketId, tags);
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.failure !== "rejected") throw error;
  }
}
