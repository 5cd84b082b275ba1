import { beginRecovery } from "../db/recoveries/recoveries.ts";
import type { Actor } from "../domain/access/actor.ts";
import type { Upstream } from "../domain/providers.ts";
import type { Deps } from "../ports.ts";
import { canBeLookedAt } from "./steps.ts";

type Asked = { upstreams: Upstream[]; since: Date | null; isDryRun: boolean; actor: Actor };

/** What came of asking for a look at an upstream. */
export type Begun = { upstream: Upstream; outcome: "begun" | "under-way"; id: string | null };

/** A look is promised at each of these upstreams that is set up here, unless one is under way there. */
export async function beginRecoveries(
  deps: Pick<Deps, "db" | "env">,
  { upstreams, since, isDryRun, actor }: Asked,
): Promise<Begun[]> {
  const begun: Begun[] = [];
  for (const upstream of canBeLookedAt(deps).filter((one) => upstreams.includes(one))) {
    const came = await beginRecovery(deps.db, { upstream, since, isDryRun, actor });
    begun.push(
      came === "under-way"
        ? { upstream, outcome: came, id: null }
        : { upstream, outcome: "begun", id: came.id },
    );
  }
  return begun;
}
