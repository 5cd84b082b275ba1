import type { Business, Model } from "../../assistant/assistant.ts";
import type { Variables } from "../../config/settings.ts";
import type { Log } from "../../log.ts";
import { createDeps } from "../../wiring/wire.ts";

export type Configured = { model: Model; business: Business; unsafeWords: string | undefined };

/** Standard output is for the conversation alone. */
const SILENT: Log = { info() {}, warn() {}, error() {}, debug() {} };

/** What to do where nothing is set. */
export const SET_UP =
  "The assistant is off: set ASSISTANT_MODEL, and AI_GATEWAY_API_KEY or ASSISTANT_BASE_URL, in .env.local. docs/assistant.md shows how.";

/**
 * The model of these variables, and what stands in lib/business; null where nobody set any. No database is asked.
 * @throws {NotConfiguredError} naming what is missing or malformed
 */
export async function configuredModel(variables: Variables): Promise<Configured | null> {
  const { env, model, business } = createDeps(variables, { log: SILENT });
  if (!env.assistant.configured && !env.assistant.isBegun) return null;
  const unsafeWords = env.assistant.configured ? env.assistant.unsafeWords : undefined;
  return { model: await model(), business: await business(), unsafeWords };
}
