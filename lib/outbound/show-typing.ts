import type { MessageInContext } from "../db/messages/message-in-context.ts";
import type { Deps } from "../ports.ts";

type Shown = Pick<MessageInContext, "provider" | "channel" | "messageId">;

/** A courtesy: the customer sees that the message was read. Whether it could be shown changes nothing. */
export function showTyping(deps: Deps, message: Shown): Promise<void> {
  return show(deps, "showTyping", message);
}

/** The same while the assistant thinks, for longer than an answer takes otherwise. By SMS nothing can be shown. */
export async function showThinking(deps: Deps, message: Shown): Promise<void> {
  if (message.channel === "whatsapp") await show(deps, "showThinking", message);
}

async function show(
  { channel, log }: Deps,
  what: "showTyping" | "showThinking",
  { provider, messageId }: Shown,
): Promise<void> {
  if (!messageId) return;
  try {
    await channel(provider)[what](messageId);
  } catch {
    log.info(`${provider} did not show that a message was read`);
  }
}
