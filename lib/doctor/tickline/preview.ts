import type { Env } from "../../config/env.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { found } from "./findings.ts";

/** What is different in a preview; nothing elsewhere. */
export function examinePreview({ isPreview, allowedNumbers = [], publicOrigins, missing }: Env): Finding[] {
  if (!isPreview) return [];
  const address = found({
    what: "Preview",
    state: "ok",
    says: `This is a preview. It answers on ${publicOrigins.join(", ") || "no address that it knows"}.`,
  });
  const numbers = found({
    what: "PREVIEW_ALLOWED_NUMBERS",
    ...(!missing.includes("PREVIEW_ALLOWED_NUMBERS")
      ? { state: "ok", says: `The API may send to ${allowedNumbers.length} numbers, and to nobody else.` }
      : {
          state: "warning",
          says: "The API sends to nobody from this preview.",
          cure: "Set PREVIEW_ALLOWED_NUMBERS to the numbers of those who test, with commas between them.",
        }),
  });
  const bypass = found({
    what: "VERCEL_AUTOMATION_BYPASS_SECRET",
    ...(!missing.includes("VERCEL_AUTOMATION_BYPASS_SECRET")
      ? { state: "ok", says: "The addresses that providers are given pass Deployment Protection." }
      : {
          state: "warning",
          says: "Unless Deployment Protection is off for previews, no webhook reaches this one.",
          cure: "In the project's settings, Deployment Protection, make a secret for Protection Bypass for Automation, and deploy again.",
        }),
  });
  return [address, numbers, bypass];
}
