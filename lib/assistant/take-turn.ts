import type { ClaimedTask } from "../db/tasks/tasks.ts";
import type { Deps } from "../ports.ts";
import type { Unfinished } from "../tasks/define.ts";

export async function takeTurn(
  _deps: Deps,
  _logId: string,
  _task: ClaimedTask,
): Promise<string | Unfinished> {
  return "not yet";
}

export async function giveUp(_deps: Deps, _logId: string): Promise<void> {}
