import { html } from "hono/html";
import type { ListedTask } from "../../db/tasks/tasks-listed.ts";
import type { KeptKind } from "../../domain/kept-payload.ts";
import { lanesOfContact, type TaskKind } from "../../domain/tasks/task-kinds.ts";
import { isUuid } from "../../domain/uuid.ts";
import type { Html } from "../page.ts";
import { badge } from "./badge.ts";
import { time } from "./time.ts";

const KINDS: Record<TaskKind | KeptKind, string> = {
  "answer-message": "Answer a message",
  "ask-assistant": "Let the assistant answer",
  "file-message": "File a message in Zendesk",
  "attach-late": "Attach a file that came late",
  "deliver-message": "Send a message",
  "relay-comments": "Relay what agents wrote",
  "look-again": "Look again for what agents wrote",
  "send-tagged": "Send what a ticket's tags ask for",
  "announce-held": "Tell agents what waits",
  "add-note": "Write a note on a ticket",
  "note-echo": "Note what others wrote on a ticket",
  "report-failure": "Tell agents of a failure",
  "report-tick": "Tell agents of a tick",
  "report-unsure": "Tell agents of what is unconfirmed",
  "remind-of-window": "Remind agents of the service window",
  "ask-rating": "Ask a customer how the help was",
  "send-batch": "Send a batch",
  "sweep-erased": "Erase what is left of a person",
  purge: "Forget what is old",
  "erase-elsewhere": "Forget a person at Twilio and in Zendesk",
  "recover-messages": "Look for messages that never reached us",
  "recover-answers": "Look for answers that never rang",
  "sync-templates": "Ask a provider for its templates",
  "unknown-event": "An event nobody understood",
  "unknown-status": "A status nobody knew",
  "unknown-sender": "A message from nobody who can be answered",
  "unreadable-element": "A part of a webhook nobody could read",
};

/** What a kind of task does, in words; the kind itself where it is one of another deployment's. */
export function kindInWords(kind: string): string {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : kind;
}

/** A lane by what it is of: a contact's by a link to the contact, others by the end of their id. */
export function laneInWords(lane: string | null): Html {
  const [, kind = "", of = ""] = /^([a-z]+):(.+)$/.exec(lane ?? "") ?? [];
  if (!lane) return html`<span class="quiet">none</span>`;
  const isContact = lanesOfContact(of).includes(`${kind}:${of}`) && isUuid(of);
  return isContact
    ? html`<a href="/console/contacts/${of}">${kind} …${of.slice(-4)}</a>`
    : html`${kind} …${of.slice(-4)}`;
}

/** Whom a task calls, and until when they are left alone. */
export function upstreamInWords({
  upstream,
  pausedUntil,
}: Pick<ListedTask, "upstream" | "pausedUntil">): Html {
  const name = upstream === "none" ? html`<span class="quiet">nobody</span>` : html`${upstream}`;
  return pausedUntil ? html`${name} ${badge("warn", "paused")} until ${time(pausedUntil)}` : name;
}

/** Where a task stands. */
export function stateOf(task: ListedTask & { doneAt?: Date | null }): Html {
  if (task.deadAt) return badge("bad", "dead");
  if (task.doneAt) return badge("good", "done");
  if (task.isRunning) return badge("good", "running");
  if (task.isBehind) return badge("quiet", "behind another of its lane");
  const state = badge("quiet", task.dueAt > new Date() ? "waiting" : "due");
  return task.isPassed ? html`${state} ${badge("warn", "passed by its lane")}` : state;
}
