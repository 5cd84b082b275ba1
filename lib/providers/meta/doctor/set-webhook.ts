import { RefusedError, UpstreamError } from "../../../errors.ts";
import type { Fields } from "../fields.ts";
import type { Graph } from "./ask-graph.ts";

/** Meta asked the address for its challenge and did not get it back. */
const NOT_VERIFIED = new Set(["2200", "2201", "2202"]);

/**
 * Gives Meta a webhook's address, which it verifies before it answers.
 * @throws {RefusedError} saying in words why the verification failed @throws {UpstreamError}
 */
export async function setWebhook(graph: Graph, path: string, body: Fields, token: string): Promise<void> {
  try {
    await graph.set(path, body, token);
  } catch (error) {
    if (!(error instanceof UpstreamError) || !NOT_VERIFIED.has(error.code ?? "")) throw error;
    const status = /HTTP Status Code = (\d{3})/i.exec(error.reason ?? "")?.[1];
    const message = `Meta called our webhook to verify it, and ${whyRefused(status)}`;
    throw new RefusedError(message, { because: "refused", code: String(error.code), cause: error });
  }
}

/** What stands behind the answer that Meta got, with the cure. */
function whyRefused(status: string | undefined): string {
  if (status === undefined)
    return "could not reach it: check that PUBLIC_BASE_URL is the deployment's public https address";
  if (status === "401" || status.startsWith("3"))
    return `was sent to a login (HTTP ${status}): Vercel's Deployment Protection stands before it; switch it off, or set VERCEL_AUTOMATION_BYPASS_SECRET in previews`;
  if (status === "403")
    return "the verify token was refused: deploy with the same WHATSAPP_VERIFY_TOKEN that is used here";
  if (status === "503") return "it is not configured there: deploy with all of Meta's variables";
  if (status === "404")
    return "nothing is there (HTTP 404): check that PUBLIC_BASE_URL is this deployment's address";
  return `got HTTP ${status}: look at the deployment's log`;
}
