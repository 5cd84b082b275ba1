import * as z from "zod/mini";
import { defineTask } from "../tasks/define.ts";

/** Answers what a contact wrote, or hands it over to a person. What that takes is loaded when somebody asks. */
export const askAssistant = defineTask({
  payload: z.object({ logId: z.string(), isUrgent: z.optional(z.boolean()) }),

  async handle({ logId }, deps) {
    const { takeTurn } = await import("./take-turn.ts");
    return takeTurn(deps, logId);
  },

  async onDead({ logId }, deps) {
    const { giveUp } = await import("./take-turn.ts");
    await giveUp(deps, logId);
  },
});
