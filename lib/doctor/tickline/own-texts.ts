import type { Finding } from "../../domain/findings/finding.ts";
import { extentOf } from "../../domain/replies/own-wording.ts";
import type { Patient } from "../examination.ts";
import { found } from "./findings.ts";

const what = "Own wording";

/** Whether the sentences of a business's own can be said. Where it has none, nothing is said of them. */
export async function examineOwnTexts({ texts }: Pick<Patient, "texts">): Promise<Finding[]> {
  const { wording, problems } = await texts();
  if (problems.length > 0)
    return [
      found({
        what,
        state: "warning",
        says: `In their place customers read ours, and nothing can be built: ${problems.join(" ")}`,
        expected: "sentences that can be said",
        actual: problems.length === 1 ? "one that cannot" : `${problems.length} things are wrong`,
        cure: "Change these files (docs/languages.md says how), and deploy again.",
      }),
    ];
  const extent = extentOf(wording);
  return extent === null ? [] : [found({ what, state: "ok", says: `Sentences of your own: ${extent}.` })];
}
