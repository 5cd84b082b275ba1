import type { RecordStatuses } from "../ports.ts";

/** For so long the answers to many sends wait for each other. Whoever dies meanwhile leaves them to be looked up, like those under way. */
const TOGETHER_MS = 50;

/** Records what comes within a moment by one call; each caller hears of its own alone. */
export function recordTogether(record: RecordStatuses): RecordStatuses {
  let gathering: { updates: Parameters<RecordStatuses>[0]; recorded: ReturnType<RecordStatuses> } | undefined;
  const begin = () => {
    const updates: Parameters<RecordStatuses>[0] = [];
    const recorded = pause(TOGETHER_MS).then(() => {
      gathering = undefined;
      return record(updates);
    });
    return { updates, recorded };
  };
  return async (mine) => {
    gathering ??= begin();
    gathering.updates.push(...mine);
    const { taken, refused } = await gathering.recorded;
    const ids = new Set(mine.map(({ messageId }) => messageId));
    return {
      taken: taken.filter(({ messageId }) => ids.has(messageId)),
      refused: refused.filter(({ item }) => mine.includes(item)),
    };
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
