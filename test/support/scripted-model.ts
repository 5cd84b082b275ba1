// The scripted model, asked as a real one is.
import type { Model } from "../../lib/assistant/assistant.ts";
import { createModel } from "../../lib/assistant/model.ts";
import type { ScriptedReply } from "../../lib/cli/assistant/transcript.ts";
import type { Reply } from "../sandbox/model.ts";
import type { Upstreams } from "../sandbox/upstreams.ts";

/** The model behind these upstreams; one that is to be waited for in vain is given up soon. */
export function scriptedModel(upstreams: Upstreams, patienceMs?: number): Model {
  return createModel({
    model: "scripted",
    server: { at: "own", baseUrl: "https://models.example.com/v1", apiKey: undefined },
    upstreamOrigin: upstreams.origin,
    patienceMs: patienceMs ?? 60_000,
  });
}

/** Has it say this next, in place of its script. */
export function prompt(upstreams: Upstreams, replies: ScriptedReply[]): void {
  upstreams.heal("model");
  upstreams.model.says = [];
  for (const reply of replies) {
    if (!("fault" in reply)) upstreams.model.says.push(replyOf(reply));
    else if (reply.fault === "hang" || reply.fault === "cut") upstreams.fail("model", reply.fault);
    else upstreams.fail("model", { status: Number(reply.fault), retryAfter: 20 });
  }
}

function replyOf(reply: Exclude<ScriptedReply, { fault: string }>): Reply {
  return "text" in reply ? reply : { tool: reply.tool, input: reply.input ?? {} };
}
