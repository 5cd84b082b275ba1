import { html } from "hono/html";
import { isUuid } from "../../domain/uuid.ts";
import type { Deps } from "../../ports.ts";
import { agentUrl } from "../../zendesk/agent-url.ts";
import type { Html } from "../page.ts";
import { outside } from "./outside.ts";

/** What an entry of the audit trail is about, such as "contact 019ad000…", as a link to where it is seen, if it is anywhere. */
export function subjectLink(subject: string, env: Deps["env"]): Html | string {
  const at = subject.indexOf(":");
  const [kind, id] = [subject.slice(0, at), subject.slice(at + 1)];
  const words = at < 0 ? subject : `${kind} ${shortened(id)}`;
  const page = PAGES[kind];
  if (page) return html`<a href="/console/${page}/${id}" title="${id}">${words}</a>`;
  const inZendesk = IN_ZENDESK[kind];
  return inZendesk ? outside(agentUrl(env, inZendesk, id), words) : words;
}

const PAGES: Record<string, string> = {
  contact: "contacts",
  task: "tasks",
  batch: "batches",
  conversation: "conversations",
};

const IN_ZENDESK: Record<string, "tickets" | "users"> = { ticket: "tickets", agent: "users" };

/** Nobody reads a whole UUID, or Twilio's ids; a ticket's number, or a word, is read whole. */
function shortened(id: string): string {
  return isUuid(id) || /^CH[0-9a-f]{32}$/.test(id) ? `${id.slice(0, 8)}…` : id;
}
