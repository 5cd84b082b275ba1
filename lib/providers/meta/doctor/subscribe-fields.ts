import { UpstreamError } from "../../../errors.ts";
import type { Fields } from "../fields.ts";
import type { Graph } from "./ask-graph.ts";
import { setWebhook } from "./set-webhook.ts";

/** What we understand, or keep for the console to tell. Without the first no message arrives. */
const NEEDED = [
  "messages",
  "user_preferences",
  "message_template_status_update",
  "message_template_quality_update",
  "message_template_components_update",
  "template_category_update",
  "phone_number_quality_update",
  "business_capability_update",
  "account_update",
  "account_review_update",
];

/** What others say from our number: Meta's own agent and the WhatsApp Business app. Not every app is given these by Meta. */
const BY_OTHERS = ["standby", "messaging_handovers", "smb_message_echoes"];

export const FIELDS = [...NEEDED, ...BY_OTHERS];

type Subscription = { path: string; body: Fields; token: string; fields: string[] };

/**
 * Subscribes the app to these fields. Where Meta refuses the list, for one that it does not give to every app, the app is subscribed to
 * the others and to each of those that Meta takes: one refusal loses no message.
 * @throws {RefusedError} when the address is not verified @throws {UpstreamError}
 */
export async function subscribeFields(
  graph: Graph,
  { path, body, token, fields }: Subscription,
): Promise<void> {
  const subscribe = (names: string[]) =>
    setWebhook(graph, path, { ...body, fields: names.join(","), include_values: true }, token);
  try {
    return await subscribe(fields);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  let taken = fields.filter((name) => !BY_OTHERS.includes(name));
  await subscribe(taken);
  for (const name of fields.filter((one) => BY_OTHERS.includes(one))) {
    try {
      await subscribe([...taken, name]);
      taken = [...taken, name];
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof UpstreamError && error.failure === "rejected";
}
