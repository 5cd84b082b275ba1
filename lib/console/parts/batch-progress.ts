import { html } from "hono/html";
import type { KeptCounts } from "../../db/bulk/batches-listed.ts";
import type { Html } from "../page.ts";
import { badge } from "./badge.ts";
import { number } from "./number.ts";

type Counts = Omit<KeptCounts, "changedAtMs">;

/** The parts of the bar, from the left, with the class that colours each. */
const PARTS = [
  ["read", "read"],
  ["delivered", "delivered"],
  ["sent", "sent"],
  ["failed", "failed"],
  ["canceled", "canceled"],
] as const;

/** How far a batch has come, as a bar of what its messages have reached; what is not there yet is queued, or unconfirmed. */
export function progressBar(counts: Counts): Html {
  let from = 0;
  const bars = PARTS.map(([what, name]) => {
    const width = counts.total === 0 ? 0 : (counts[what] / counts.total) * 100;
    const bar = html`<rect class="${name}" x="${from.toFixed(3)}" width="${width.toFixed(3)}" height="1"/>`;
    from += width;
    return bar;
  });
  return html`<svg class="progress" viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="${inWords(counts)}">${bars}</svg>`;
}

/** The counts as a sentence, without those that are nought. */
export function inWords(counts: Counts): string {
  const order = ["read", "delivered", "sent", "failed", "canceled", "unconfirmed", "queued"] as const;
  const said = order.flatMap((what) => (counts[what] > 0 ? [`${number(counts[what])} ${what}`] : []));
  return said.join(", ") || "no messages";
}

type Standing = {
  acceptedAt: Date | null;
  canceledAt: Date | null;
  sendAt: Date | null;
  counts: Pick<Counts, "queued" | "unconfirmed"> | null;
};

/** Where a batch stands, in a word. */
export function batchState({ acceptedAt, canceledAt, sendAt, counts }: Standing): Html {
  if (canceledAt) return badge("quiet", "canceled");
  if (!acceptedAt) return badge("warn", "not accepted yet");
  if (counts?.queued === 0 && counts.unconfirmed === 0) return badge("good", "done");
  return sendAt && sendAt > new Date() ? badge("quiet", "waiting") : badge("warn", "sending");
}
