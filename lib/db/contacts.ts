import type { Db } from "./client.ts";
import { statementOver } from "./statement-over.ts";

/** Records who does, and who does again, want messages that they did not ask for. Strangers' wishes are not kept. */
export async function recordPreferences(
  db: Db,
  preferences: { phone: string | null; bsuid: string | null; wants: "stop" | "resume" }[],
): Promise<void> {
  await db.query(applyPreferences(preferences));
}

const applyPreferences = statementOver(
  { phone: "text", bsuid: "text", wants: "text" },
  (input) => `
  with input as (${input})
  update contacts c set
    opted_out_at = case when i.wants = 'stop' then coalesce(c.opted_out_at, now()) end,
    opt_out_reason = case when i.wants = 'stop' then coalesce(c.opt_out_reason, 'user_preferences') end
  from input i where (c.phone = i.phone or c.bsuid = i.bsuid)
    -- Who wrote STOP has to write START.
    and (i.wants = 'stop' or c.opt_out_reason = 'user_preferences')`,
);
