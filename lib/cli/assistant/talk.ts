import { type Means, type Thought, think } from "../../assistant/think.ts";
import type { Line } from "../../domain/assistant/history.ts";

export type Talk = {
  /** What the assistant makes of what a customer writes, in one burst, after all that was said before. */
  say(newest: string[]): Promise<Thought>;
};

/** A conversation with the assistant, which remembers what was said and does nothing else. */
export function startTalk(means: Means): Talk {
  const lines: Line[] = [];
  let unprogressed = 0;
  return {
    async say(newest) {
      const before = [...lines];
      lines.push(...newest.map((text): Line => ({ by: "customer", text })));
      const thought = await think(means, { lines: [...lines], newest, before, unprogressed });
      if (thought.answer) lines.push({ by: "assistant", text: thought.answer });
      unprogressed = thought.progressed ? 0 : unprogressed + 1;
      return thought;
    },
  };
}
