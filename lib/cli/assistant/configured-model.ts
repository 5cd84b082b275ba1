import type { Business, Model } from "../../assistant/assistant.ts";
import type { Variables } from "../../config/settings.ts";
import type { Log } from "../../log.ts";
import { createDeps } from "../../wiring/wire.ts";

export type Configured = { model: Model; business: Business; unsafeWords: string | undefined };

/** Standard output is for the conversation alone. */
const SILENT: Log = { info() {}, warn() {}, error() {}, debug() {} };

/**
 * The model of these variables, and what stands in lib/business. No database is asked.
 * @throws {NotConfiguredError} naming what is missing or malformed
 */
export async function configuredModel(variables: Variables): Promise<Configured> {
  const { env, model, business } = createDeps(variables, { log: SILENT });
  const unsafeWords = env.assistant.configured ? env.assistant.unsafeWords : undefined;
  return { model: await model(), business: await business(), unsafeWords };
}
