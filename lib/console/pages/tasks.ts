import { html } from "hono/html";
import { listPauses } from "../../db/tasks/pauses-listed.ts";
import {
  COUNTED_AT_MOST,
  countTasks,
  type ListedTask,
  TASK_STATES,
  type TaskState,
  tasksAfter,
} from "../../db/tasks/tasks-listed.ts";
import { cursorBehind, isMoment } from "../../domain/cursor.ts";
import { leftAlone } from "../../domain/wording/left-alone.ts";
import { InvalidInputError } from "../../errors.ts";
import { canBeTriedAgain } from "../../tasks/dead-in-bulk.ts";
import type { Html, Page } from "../page.ts";
import { leftAloneCards } from "../parts/left-alone.ts";
import { pager } from "../parts/pager.ts";
import { placeIn } from "../parts/place.ts";
import { kindInWords, laneInWords, stateOf, upstreamInWords } from "../parts/task-words.ts";
import { time } from "../parts/time.ts";
import { isTaskId, tryAgainAll } from "../retry-dead-tasks.ts";

const SIZE = 25;
const TABS = { due: "Due", waiting: "Waiting or running", dead: "Dead" };

type Counts = Awaited<ReturnType<typeof countTasks>>;

/** What we owe upstreams, what waits for its time, and what nobody tries any more. */
export const tasks: Page = {
  async show({ deps: { db }, query }) {
    const state = stateIn(query);
    const after = placeIn(query, isTaskId);
    const [pauses, counts, found] = await Promise.all([
      listPauses(db),
      countTasks(db),
      tasksAfter(db, { state, after, limit: SIZE + 1 }),
    ]);
    const shown = found.slice(0, SIZE);
    const next = cursorBehind(found, SIZE);
    return {
      title: "Tasks",
      isLive: after === null,
      body: html`${leftAloneCards(pauses.map(leftAlone), "tasks")}
        <nav class="row tabs" aria-label="States">${TASK_STATES.map((one) => tab(one, state, counts))}</nav>
        <div class="card">
          ${shown.length > 0 ? table(shown, state) : html`<p class="quiet">No task here.</p>`}
          ${pager("/tasks", { cursor: query.get("cursor"), next, query: { show: state } })}
        </div>
        ${state === "dead" ? againForms(shown, counts) : ""}`,
    };
  },

  async act({ deps, visitor: { actor }, form }) {
    const kind = form.get("kind") ?? "";
    const deadBy = form.get("dead-by") ?? "";
    if (!canBeTriedAgain(kind)) {
      throw new InvalidInputError([
        { path: "kind", message: "must be a kind of task that can be tried again" },
      ]);
    }
    if (!isMoment(deadBy)) throw new InvalidInputError([{ path: "dead-by", message: "must be a moment" }]);
    const told = await tryAgainAll(deps, { kind, deadBy, actor });
    return { to: "/tasks?show=dead", ...told, background: deps.drain };
  },
};

function stateIn(query: URLSearchParams): TaskState {
  const asked = query.get("show") ?? "due";
  const state = TASK_STATES.find((one) => one === asked);
  if (state) return state;
  throw new InvalidInputError([{ path: "show", message: `must be ${TASK_STATES.join(", ")}` }]);
}

function tab(state: TaskState, here: TaskState, counts: Counts): Html {
  const count = counts[state] > COUNTED_AT_MOST ? `over ${COUNTED_AT_MOST}` : String(counts[state]);
  return html`<a class="button" href="/console/tasks?show=${state}"${state === here ? html` aria-current="page"` : ""}>${TABS[state]}
    <span class="quiet">${count}</span></a>`;
}

function table(shown: ListedTask[], state: TaskState): Html {
  const when = state === "dead" ? "Died" : "Due";
  return html`<table class="stacks">
    <thead><tr><th>Task</th><th>State</th><th>Lane</th><th>Calls</th><th class="number">Attempts</th><th>${when}</th><th>Created</th></tr></thead>
    <tbody>${shown.map(
      (task) => html`<tr id="t-${task.id}">
        <td><a href="/console/tasks/${task.id}">${kindInWords(task.kind)}</a>
          ${task.lastError ? html`<div class="quiet excerpt">${task.lastError}</div>` : ""}</td>
        <td data-label="State">${stateOf(task)}</td>
        <td data-label="Lane">${laneInWords(task.lane)}</td>
        <td data-label="Calls"><span>${upstreamInWords(task)}</span></td>
        <td data-label="Attempts" class="number">${task.attempts}</td>
        <td data-label="${when}">${time(task.deadAt ?? task.dueAt)}</td>
        <td data-label="Created">${time(task.createdAt)}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

/** A button for each kind on the page: it takes what was dead when the page was shown. */
function againForms(shown: ListedTask[], { latestDeath }: Counts): Html | "" {
  const kinds = [...new Set(shown.map(({ kind }) => kind))].filter(canBeTriedAgain);
  if (kinds.length === 0 || latestDeath === null) return "";
  return html`<section class="card">
    <h2>Try all dead tasks of a kind again</h2>
    <p><a href="/console/tasks/dead">By reason</a>: those that died of the same, to be retried or discarded at once.</p>
    <div class="row">${kinds.map(
      (kind) => html`<form id="form-${kind}" method="post" action="/console/tasks">
        <input type="hidden" name="kind" value="${kind}">
        <input type="hidden" name="dead-by" value="${latestDeath}">
        <button id="again-${kind}">${kindInWords(kind)}</button>
      </form>`,
    )}</div>
  </section>`;
}
