import type { KnownTemplate } from "../../../domain/templates/known-template.ts";
import type { Html } from "../../page.ts";
import { badge } from "../badge.ts";

type Tone = Parameters<typeof badge>[0];

const STATUSES: Readonly<Record<string, Tone>> = {
  approved: "good",
  rejected: "bad",
  disabled: "bad",
  paused: "warn",
};
const QUALITIES: Readonly<Record<string, Tone>> = { GREEN: "good", YELLOW: "warn", RED: "bad" };

/** Whether a template may be sent, as its provider calls it. */
export function statusOf({ status, goneAt }: Pick<KnownTemplate, "status" | "goneAt">): Html {
  if (goneAt) return badge("bad", "gone");
  return badge(STATUSES[status] ?? "quiet", status.replaceAll("_", " "));
}

/** What customers think of it, by Meta; nothing where nobody knows. */
export function qualityOf({ quality }: Pick<KnownTemplate, "quality">): Html | "" {
  return quality === null ? "" : badge(QUALITIES[quality] ?? "quiet", quality.toLowerCase());
}

/** MARKETING as people write it. */
export function categoryOf({ category }: Pick<KnownTemplate, "category">): string {
  return category === null ? "" : category.toLowerCase().replaceAll("_", " ");
}
