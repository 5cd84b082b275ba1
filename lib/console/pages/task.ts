import { html } from "hono/html";
import { findTask, type TaskInFull } from "../../db/tasks/tasks-listed.ts";
import { isKeptKind } from "../../domain/kept-payload.ts";
import { TASK_KINDS, type TaskKind } from "../../domain/tasks/task-kinds.ts";
import { InvalidInputError, RefusedError } from "../../errors.ts";
import type { Deps } from "../../ports.ts";
import { canBeTriedAgain } from "../../tasks/dead-in-bulk.ts";
import type { Html, Page, Visitor } from "../page.ts";
import { adminsAlone } from "../parts/admins-alone.ts";
import { kindInWords, laneInWords, stateOf, upstreamInWords } from "../parts/task-words.ts";
import { time } from "../parts/time.ts";
import { discard, isTaskId, tryAgain } from "../retry-dead-tasks.ts";

/** One task with all that is known of it. Who may see the console may see what customers wrote, so its payload stands here whole. */
export const task: Page = {
  needsAdmin: ({ form }) => (form.get("do") === "discard" ? "Discarding" : null),

  async show({ deps, visitor, params }) {
    const found = await taskOf(deps, params);
    return {
      title: kindInWords(found.kind),
      isLive: true,
      body: html`<section class="card">${facts(found)}</section>
        ${found.deadAt ? whatNow(found, visitor) : ""}
        <section class="card">
          <h2>Payload</h2>
          <pre>${JSON.stringify(found.payload, null, 2)}</pre>
        </section>`,
    };
  },

  async act({ deps, visitor: { actor }, params, form }) {
    const found = await taskOf(deps, params);
    const death = { id: found.id, at: form.get("died") ?? "" };
    const to = `/tasks/${found.id}`;
    const wish = form.get("do");
    if (wish === "discard") return { to, notice: await discard(deps, death, actor) };
    if (wish !== "retry" || !canBeTriedAgain(found.kind)) {
      throw new InvalidInputError([{ path: "do", message: "must be what a button of the page says" }]);
    }
    const { id, notice } = await tryAgain(deps, { task: found, death, actor });
    return { to: `/tasks/${id}`, notice, background: deps.drain };
  },
};

/** @throws {RefusedError} when there is none */
async function taskOf({ db }: Deps, { id = "" }: Record<string, string>): Promise<TaskInFull> {
  const found = isTaskId(id) ? await findTask(db, id) : undefined;
  if (!found)
    throw new RefusedError("There is no such task. One that is tried again behind others gets a new number", {
      because: "missing",
    });
  return found;
}

function facts(found: TaskInFull): Html {
  const { kind, version, lane, attempts, claims, dueAt, deadAt, doneAt, createdAt, lastError } = found;
  const isNewer = Object.hasOwn(TASK_KINDS, kind) && version > TASK_KINDS[kind as TaskKind].version;
  return html`<dl>
    <dt>State</dt><dd>${stateOf(found)}</dd>
    <dt>Kind</dt><dd><code>${kind}</code>, version ${version}${isNewer ? html`, which a newer deployment runs` : ""}</dd>
    <dt>Lane</dt><dd>${laneInWords(lane)}</dd>
    <dt>Calls</dt><dd>${upstreamInWords(found)}</dd>
    <dt>Attempts</dt><dd>${attempts} that count, ${claims} in all</dd>
    <dt>Created</dt><dd>${time(createdAt)}</dd>
    ${deadAt || doneAt ? "" : html`<dt>Due, or its lease ends</dt><dd>${time(dueAt)}</dd>`}
    ${deadAt ? html`<dt>Died</dt><dd>${time(deadAt)}</dd>` : ""}
    ${doneAt ? html`<dt>Done</dt><dd>${time(doneAt)}</dd>` : ""}
    ${lastError ? html`<dt>Last error</dt><dd>${lastError}</dd>` : ""}
  </dl>`;
}

function whatNow(found: TaskInFull, visitor: Visitor): Html {
  return html`<section class="card">
    <h2>What now?</h2>
    <p>${adviceOn(found.kind)}</p>
    <form method="post" action="/console/tasks/${found.id}" class="row" id="what-now">
      <input type="hidden" name="died" value="${found.at}">
      ${canBeTriedAgain(found.kind) ? html`<button id="retry" class="main" name="do" value="retry">${isKeptKind(found.kind) ? "Read it again" : "Retry"}</button>` : ""}
      ${adminsAlone(visitor, DISCARD, "Discarding takes an admin.")}
    </form>
  </section>`;
}

const DISCARD = html`<button id="discard" class="danger" name="do" value="discard">Discard</button>`;

function adviceOn(kind: string): string {
  if (isKeptKind(kind)) return KEPT[kind];
  if (kind === "deliver-message") {
    return "Its message counts as failed since the task died, so a retry finds nothing to send unless it was sent after all. Send it again from Zendesk.";
  }
  if (kind === "ask-assistant") {
    return "Its messages went to a person when the task died, so a retry asks nobody anything, unless that failed as well.";
  }
  if (!canBeTriedAgain(kind)) return "Nobody here does tasks of this kind: only a newer deployment could.";
  return "Retry runs it once more, with all its attempts before it: first in its lane, or last if a later one there has begun. Discard gives it up for good.";
}

const AGAIN =
  "Once a deployment understands it, read it again: it is accepted as if it had just come, and never twice.";

const KEPT = {
  "unknown-event": AGAIN,
  "unknown-status": `${AGAIN} It finds its message by the provider's id alone.`,
  "unknown-sender": `${AGAIN} Short codes and names of brands cannot be answered: discard theirs.`,
  "unreadable-element": `${AGAIN} The names beside it in the webhook were not kept.`,
};
