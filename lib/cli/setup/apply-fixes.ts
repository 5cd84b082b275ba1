import { masked } from "../../domain/address.ts";
import type { Finding, Fix } from "../../domain/findings/finding.ts";
import { UpstreamError } from "../../errors.ts";

export type Fixable = Finding & { fix: Fix };

/** Applies each of them in turn, and says how it went; one that fails does not stop the others. */
export async function applyFixes(
  findings: readonly Fixable[],
  say: (line: string) => void,
): Promise<{ variables: Record<string, string>; failed: number }> {
  const variables: Record<string, string> = {};
  let failed = 0;
  for (const { what, fix } of findings) {
    try {
      Object.assign(variables, await fix.apply());
      say(`  ✓ done      ${what}`);
    } catch (error) {
      failed += 1;
      say(`  ✗ not done  ${what}: ${whyNot(error)}`);
    }
  }
  return { variables, failed };
}

/** The provider's own words help whoever sits at the terminal; numbers in them are nobody's business. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const reason = error instanceof UpstreamError && error.reason ? `: ${error.reason}` : "";
  return `${error.message}${reason}`.replace(/\+?\d{8,}/g, (number) => masked(number));
}
