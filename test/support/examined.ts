import type { Deps } from "../../lib/deps.ts";
import type { Area, Finding } from "../../lib/domain/finding.ts";

/** What the doctor finds in one area. @throws {Error} when a value that must stay secret stands in it */
export async function examined(
  { deps }: { deps: Deps },
  area: Area,
  secrets: (string | undefined)[] = [],
): Promise<Finding[]> {
  const findings = (await deps.examine()).filter((finding) => finding.area === area);
  const told = JSON.stringify(findings);
  for (const secret of secrets)
    if (secret && told.includes(secret)) throw new Error(`a secret stands in the findings: ${told}`);
  return findings;
}

/** The finding about this. @throws {Error} naming what was looked at when there is none */
export function about(findings: Finding[], what: string): Finding {
  const found = findings.find((finding) => finding.what === what);
  if (found) return found;
  throw new Error(
    `nothing was found about "${what}", only about ${findings.map((one) => one.what).join(", ")}`,
  );
}

/** Applies the fix of the finding about this. @throws {Error} when it has none */
export async function setRight(findings: Finding[], what: string): Promise<Record<string, string>> {
  const { fix } = about(findings, what);
  if (!fix) throw new Error(`"${what}" has no fix`);
  return fix.apply();
}
