import type { Finding, Found } from "../domain/findings/finding.ts";
import { UpstreamError } from "../errors.ts";

/** What it means, in an area's own words, that its provider does not tell. */
type Words = (error: UpstreamError) => { says: string; cure: string };

/** Ways to look at a provider's things, by which what it does not tell is a finding as well. */
export function waysToLook(found: (finding: Found) => Finding, words: Words) {
  /** That nothing is known of `what`, and why. */
  const unseen = (what: string, error: UpstreamError): Finding =>
    found({ what, state: "unknown", ...words(error) });

  /** Whatever `work` finds; where the provider does not tell, that `what` is unseen. */
  const look = async (what: string, work: () => Promise<Finding[]>): Promise<Finding[]> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UpstreamError) return [unseen(what, error)];
      throw error;
    }
  };
  return { unseen, look };
}
