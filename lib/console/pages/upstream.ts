import { endPause } from "../../db/tasks/pauses-listed.ts";
import type { Upstream } from "../../domain/providers.ts";
import { answersAtAll } from "../../health/answers-at-all.ts";
import type { Page } from "../page.ts";

/** An upstream that is left alone is tried again at once: one task tries, and the others follow when it got through. */
export const upstream: Page = {
  async act({ deps, visitor: { actor }, params, form }) {
    // The path lets nothing else through.
    const name = params.upstream as Upstream;
    const to = form.get("from") === "overview" ? "" : "/tasks";
    if (!(await endPause(deps.db, name, actor))) return { to, notice: "upstream-not-paused" };
    const answers = await answersAtAll(deps, name);
    return { to, notice: answers ? "upstream-answers" : "upstream-silent", background: deps.drain };
  },
};
