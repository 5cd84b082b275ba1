import type { Examinations } from "../../doctor/examine.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { AREAS } from "../../domain/findings/finding.ts";
import { examineWith } from "../shared/examine-with.ts";
import { hideSecrets } from "../shared/hide-secrets.ts";
import { parseFlags } from "../shared/parse-flags.ts";
import { parseNames } from "../shared/parse-names.ts";
import type { Surroundings } from "../shared/surroundings.ts";
import { findingLines } from "./finding-lines.ts";
import { HELP } from "./help.ts";

const OPTIONS = {
  only: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/**
 * Says how everything is that must be set up. Changes nothing.
 * @returns the exit code: 1 when something is broken
 * @throws {UsageError}
 */
export async function runDoctor(
  args: string[],
  { variables, say, meanwhile, hasColours }: Surroundings,
  examinations?: Examinations,
): Promise<0 | 1> {
  const { help, json, ...values } = parseFlags({ args, options: OPTIONS });
  const only = parseNames("--only", values.only, AREAS);
  if (help) {
    say(HELP.trimEnd());
    return 0;
  }
  meanwhile("Looking at the settings, the database and the providers …");
  const { findings, close } = await examineWith(variables, { only, examinations });
  await close();
  meanwhile(null);
  const hide = hideSecrets(variables);
  const healthy = findings.every(({ state }) => state !== "broken");
  if (json) say(JSON.stringify({ healthy, findings: findings.map((one) => plain(one, hide)) }, null, 2));
  else for (const line of findingLines(findings, { hasColours })) say(hide(line));
  return healthy ? 0 : 1;
}

/** A finding without its functions, and without secrets: JSON's own escapes would keep them from being found later. */
function plain({ area, state, fix, ...texts }: Finding, hide: (text: string) => string) {
  const hidden = Object.entries(texts).map(([name, text]) => [name, text && hide(text)]);
  const { says, overwrites } = fix ?? {};
  return {
    area,
    state,
    ...Object.fromEntries(hidden),
    ...(says !== undefined && {
      fix: { says: hide(says), overwrites: overwrites ? hide(overwrites) : null },
    }),
  };
}
