import type { Door } from "../../domain/access/actor.ts";
import { AUDITED, type Audited } from "../../domain/access/audited.ts";

/** What was done, as people say it. */
export const AUDITED_WORDS: Record<Audited, string> = {
  "contact.block": "Blocked",
  "contact.unblock": "Unblocked",
  "contact.opt-out": "Opted out",
  "contact.opt-in": "Opted in",
  "contact.language": "Language set",
  "contact.erase": "Erased",
  "number.show": "Number shown",
  "message.send": "Message sent",
  "message.send-again": "Sent again",
  "template.send": "Template sent",
  "batch.send": "Batch sent",
  "batch.cancel": "Batch canceled",
  "batch.retry": "Batch's failed messages tried again",
  "task.retry": "Dead tasks tried again",
  "task.discard": "Dead tasks discarded",
  "conversation.create": "Conversation created",
  "recovery.begin": "Recovery begun",
  "upstream.try": "Upstream tried now",
  "session.begin": "Signed in",
  "session.end": "Signed out",
  "retention.purge": "Forgotten for its age",
};

/** By which door somebody came, as people say it. */
export const DOOR_WORDS: Record<Door, string> = {
  console: "in the console",
  sidebar: "in the sidebar",
  password: "by the console's password",
  "api-key": "by an API key",
  "command-line": "on the command line",
  ticket: "by a tag on a ticket",
  zendesk: "since Zendesk says that they are no agent",
  retention: "by the settings of retention",
};

/** What an entry says was done; one of another deployment by its own name. */
export function actionInWords(action: string): string {
  const known = AUDITED.find((one) => one === action);
  return known ? AUDITED_WORDS[known] : action;
}
