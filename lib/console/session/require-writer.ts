import { LIGHT_AGENTS_LOOK } from "../../domain/access/light-agents.ts";
import { NotAllowedError, UpstreamError } from "../../errors.ts";
import { askSoon } from "../../outbound/ask-soon.ts";
import type { Deps } from "../../ports.ts";
import type { Visitor } from "../page.ts";

/**
 * Returns for whoever may write to customers in Zendesk as well, as it says now; the password is nobody of Zendesk's.
 * @throws {NotAllowedError} for light agents
 * @throws {UpstreamError} when Zendesk does not say; nothing was done then
 */
export async function requireWriter(deps: Pick<Deps, "db" | "zendesk">, { actor }: Visitor): Promise<void> {
  const { by, id } = actor;
  if (by !== "console" || id === null) return;
  const agent = await askSoon(deps, "zendesk", () => deps.zendesk.showAgent(id)).catch((error) => {
    throw error instanceof UpstreamError
      ? new UpstreamError(error.upstream, "unreachable", { cause: error })
      : error;
  });
  if (agent?.isLight) throw new NotAllowedError(LIGHT_AGENTS_LOOK);
}
