import { UpstreamError } from "../../../errors.ts";
import type { Forgotten } from "../../channel.ts";

/** "Resource not complete": a message that is still on its way cannot be deleted. */
const NOT_COMPLETE = "20009";

/**
 * What a deletion at Twilio came to. What is gone already is forgotten.
 * @throws {UpstreamError} when Twilio fails for now
 */
export async function forgetting(work: () => Promise<void>): Promise<Forgotten> {
  try {
    await work();
    return "forgotten";
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const { status, code } = error;
    if (status === 409 || code === NOT_COMPLETE) return "not-yet";
    if (!error.isRefusal) throw error;
    if (status === 404) return "forgotten";
    const named = code ? `, code ${code}` : "";
    return {
      refused: `Twilio refuses to delete it (HTTP ${status}${named}): may the API key delete messages?`,
    };
  }
}
