import { type TurnFigures, turnFigures } from "../db/stats/turn-figures.ts";
import type { Deps } from "../ports.ts";

/** How the assistant did, and what that cost. */
export type AssistantStatistics = Pick<
  TurnFigures,
  "answered" | "openedTickets" | "handedOver" | "medianTokens" | "monthTokens"
> & {
  /** How many tokens a month may take. */
  monthlyTokens: number;
  /** At the prices that somebody entered, in their currency; null where they did not enter both. */
  cost: number | null;
};

/** The turns since then; null, and nothing is asked, where there is no assistant. */
export async function assistantStatistics(
  { db, env: { assistant } }: Pick<Deps, "db" | "env">,
  since: Date,
): Promise<AssistantStatistics | null> {
  if (!assistant.configured) return null;
  const { inputTokens, outputTokens, ...told } = await turnFigures(db, since);
  const { input, output } = assistant.prices;
  const hasPrices = input !== undefined && output !== undefined;
  const cost = hasPrices ? (inputTokens * input + outputTokens * output) / 1_000_000 : null;
  return { ...told, monthlyTokens: assistant.monthlyTokens, cost };
}
