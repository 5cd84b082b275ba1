import { html } from "hono/html";
import { isMoment } from "../../domain/cursor.ts";
import { reasonOfDeath } from "../../domain/tasks/reason-of-death.ts";
import { InvalidInputError } from "../../errors.ts";
import type { Deps } from "../../ports.ts";
import {
  canBeTriedAgain,
  type DeadGroup,
  discardDead,
  findDead,
  groupDead,
  retryDead,
} from "../../tasks/dead-in-bulk.ts";
import type { Counted } from "../notices.ts";
import type { Html, Led, Page, Shown, Visitor } from "../page.ts";
import { adminsAlone } from "../parts/admins-alone.ts";
import { number } from "../parts/number.ts";
import { kindInWords } from "../parts/task-words.ts";
import { time } from "../parts/time.ts";
import { tellRetried } from "../retry-dead-tasks.ts";

const LOOKED_AT = 100_000;
const GROUPS_SHOWN = 100;

/** So many are done while the visitor waits; more, after the answer. */
const AT_ONCE = 500;

/** What a button asks for: the dead of a kind and a reason, as many as there were when the page was shown. */
type Wish = { does: "retry" | "discard"; kind: string; reason: string; deadBy: string };

/** Dead tasks by kind and reason, to be retried or discarded all at once, after a page that says how many they are. */
export const deadTasks: Page = {
  needsAdmin: ({ form }) => (form.get("do") === "discard" ? "Discarding" : null),

  async show({ deps: { db }, visitor }) {
    const { groups, deadBy, isAll } = await groupDead(db, { atMost: LOOKED_AT });
    return {
      title: "Dead tasks by reason",
      body: html`<div class="card">
          ${deadBy === null ? html`<p class="quiet">No task is dead.</p>` : table(groups.slice(0, GROUPS_SHOWN), deadBy, visitor)}
        </div>
        ${isAll ? "" : html`<p>Only the ${number(LOOKED_AT)} that died first are counted here.</p>`}
        ${groups.length > GROUPS_SHOWN ? html`<p>${number(groups.length - GROUPS_SHOWN)} smaller groups are not shown.</p>` : ""}
        <p><a href="/console/tasks?show=dead">One by one</a></p>`,
    };
  },

  async act({ deps, visitor: { actor }, form }) {
    const wish = wishIn(form);
    const deaths = await findDead(deps.db, wish);
    if (form.get("sure") !== "yes") return askOnceMore(wish, deaths.length);
    const act = () => obey(deps, wish, { deaths, actor });
    const to = "/tasks/dead";
    if (deaths.length <= AT_ONCE) return { to, ...(await act()), background: deps.drain };
    return { to, notice: "dead-under-way", counts: { count: deaths.length }, background: after(act, deps) };
  },
};

/** @throws {InvalidInputError} when it is nothing that a button of the page says */
function wishIn(form: URLSearchParams): Wish {
  const [does, kind, deadBy] = ["do", "kind", "dead-by"].map((name) => form.get(name) ?? "");
  if (does !== "retry" && does !== "discard") throw mistake("do", "must be what a button of the page says");
  if (!kind || (does === "retry" && !canBeTriedAgain(kind)))
    throw mistake("kind", "must be a kind of task that can be tried again, or discarded");
  if (!deadBy || !isMoment(deadBy)) throw mistake("dead-by", "must be a moment");
  return { does, kind, deadBy, reason: reasonOfDeath(form.get("reason") ?? "") };
}

const mistake = (path: string, message: string) => new InvalidInputError([{ path, message }]);

async function obey(
  deps: Deps,
  { does, kind }: Wish,
  { deaths, actor }: Parameters<typeof discardDead>[1],
): Promise<Counted> {
  if (does === "retry" && canBeTriedAgain(kind))
    return tellRetried(kind, await retryDead(deps, { kind, deaths, actor }));
  return { notice: "tasks-discarded", counts: { count: (await discardDead(deps, { deaths, actor })).count } };
}

function after(act: () => Promise<unknown>, { drain }: Deps): NonNullable<Led["background"]> {
  return async () => {
    await act();
    await drain();
  };
}

function table(groups: DeadGroup[], deadBy: string, visitor: Visitor): Html {
  return html`<table class="stacks">
    <thead><tr><th>Task and reason</th><th class="number">Dead</th><th>Since</th><th>What now</th></tr></thead>
    <tbody>${groups.map(
      ({ kind, reason, count, since }) => html`<tr>
        <td>${kindInWords(kind)}<div class="quiet">${reason || "No reason was kept."}</div></td>
        <td data-label="Dead" class="number">${number(count)}</td>
        <td data-label="Since">${time(since)}</td>
        <td data-label="What now"><form method="post" action="/console/tasks/dead" class="row">
          ${hidden({ kind, reason, deadBy })}
          ${canBeTriedAgain(kind) ? html`<button name="do" value="retry">Retry</button>` : ""}
          ${adminsAlone(visitor, DISCARD, "Discarding takes an admin.")}
        </form></td>
      </tr>`,
    )}</tbody>
  </table>`;
}

const DISCARD = html`<button class="danger" name="do" value="discard">Discard</button>`;

function hidden({ kind, reason, deadBy }: Omit<Wish, "does">): Html {
  return html`<input type="hidden" name="kind" value="${kind}">
    <input type="hidden" name="reason" value="${reason}">
    <input type="hidden" name="dead-by" value="${deadBy}">`;
}

const VERBS = { retry: "Retry", discard: "Discard" };

function askOnceMore(wish: Wish, count: number): Shown {
  const { does, kind, reason } = wish;
  const tasks = `${number(count)} dead ${count === 1 ? "task" : "tasks"}`;
  return {
    title: `${VERBS[does]} ${tasks}?`,
    body: html`<section class="card">
      <p>${kindInWords(kind)}: ${reason || "no reason was kept"}</p>
      <p>${does === "retry" ? "Each runs once more, with all its attempts before it; those of one lane in their order." : "None of them is tried again, for good."}
        What died since the page before was shown stays as it is.</p>
      <form class="row" method="post" action="/console/tasks/dead">
        ${hidden(wish)}
        <input type="hidden" name="sure" value="yes">
        <button class="${does === "retry" ? "main" : "danger"}" name="do" value="${does}">${VERBS[does]} ${tasks}</button>
        <a class="button" href="/console/tasks/dead">Leave them</a>
      </form>
    </section>`,
  };
}
