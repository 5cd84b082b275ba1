import { type Refusal, refusal } from "../notes/refusal.ts";
import type { KnownTemplate } from "./known-template.ts";

/** Why a template cannot be sent from a ticket, with the cure; null for one that can. */
export function whyNotSendable({
  name,
  status,
  goneAt,
  header,
  buttons,
  provider,
}: KnownTemplate): Refusal | null {
  if (goneAt) return refusal("templateGone", { name });
  if (status !== "approved") return refusal("templateNotApproved", { name, status });
  return provider === "meta" &&
    (FILE.test(header) || [header, ...buttons].some((text) => text.includes("{{")))
    ? refusal("templateWithFile", { name })
    : null;
}

/** What stands for a header that is a file, such as [image]. */
const FILE = /^\[[a-z_]+\]$/;
