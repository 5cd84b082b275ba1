import type { KnownTemplate } from "./known-template.ts";

/** Why a template cannot be sent from a ticket, as a sentence with the cure; null for one that can. */
export function whyNotSendable({
  name,
  status,
  goneAt,
  header,
  buttons,
  provider,
}: KnownTemplate): string | null {
  if (goneAt) return `The template ${name} is no longer at its provider: choose another`;
  if (status !== "approved") return `The template ${name} is ${status}, not approved: choose another`;
  return provider === "meta" &&
    (FILE.test(header) || [header, ...buttons].some((text) => text.includes("{{")))
    ? `The template ${name} has a file or a variable in its header or a button, which cannot be filled here: choose another`
    : null;
}

/** What stands for a header that is a file, such as [image]. */
const FILE = /^\[[a-z_]+\]$/;
