import type { Upstream } from "../providers.ts";

/** What a look may count, and what one and many of it are called. */
const COUNTED: Record<string, readonly [string, string]> = {
  messages: ["message", "messages"],
  statuses: ["status", "statuses"],
  unconfirmed: ["unconfirmed message settled", "unconfirmed messages settled"],
  answers: ["agent's answer", "agents' answers"],
  // Of a look that changes nothing: what agents wrote there is not read.
  changed: ["ticket's news", "tickets' news"],
};

/** What a look found, such as "3 messages, 1 status"; "nothing" where nothing was missing. */
export function recovered(counts: Readonly<Record<string, number>>): string {
  const found = Object.entries(COUNTED).flatMap(([name, [one, many]]) => {
    const count = counts[name] ?? 0;
    return count > 0 ? [`${count} ${count === 1 ? one : many}`] : [];
  });
  return found.join(", ") || "nothing";
}

/** What is looked at of each upstream. */
export const LOOKED_AT: Readonly<Record<Upstream, string>> = {
  twilio: "its message log, statuses and unconfirmed messages",
  meta: "unconfirmed messages; it delivers by itself, for seven days, what we did not take",
  zendesk: "our open tickets, for agents' answers that never rang",
};
