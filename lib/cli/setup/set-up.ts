import type { Variables } from "../../config/settings.ts";
import { examinationsWith } from "../../doctor/examine.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import type { Upstream } from "../../domain/providers.ts";
import { findingLines } from "../doctor/finding-lines.ts";
import { type Examined, examineWith } from "../shared/examine-with.ts";
import { hideSecrets } from "../shared/hide-secrets.ts";
import { applyFixes } from "./apply-fixes.ts";
import { chooseFixes } from "./choose-fixes.ts";
import { completeSettings } from "./complete-settings.ts";
import type { Setup } from "./context.ts";
import { tellVariables } from "./tell-variables.ts";

/** The whole of it, in the order in which it is told. @returns the exit code @throws {UsageError} @throws {CanceledError} */
export async function setUp(setup: Setup): Promise<0 | 1> {
  const { variables, options, prompts } = setup;
  const { upstreams, added } = await completeSettings(variables, { only: options.only, prompts });
  const known: Variables = { ...variables, ...added };
  const before = await examined(known, upstreams, setup);
  try {
    const guarded = withoutSecrets(setup, known);
    const chosen = await chooseFixes(before.findings, guarded, known);
    if (options.isDryRun) {
      const isWell = sayWhatIsLeft(before.findings, guarded);
      if (Object.keys(added).length > 0) guarded.say(`Would be set: ${Object.keys(added).join(", ")}.`);
      return isWell ? 0 : 1;
    }
    const { variables: returned, failed } = await applyFixes(chosen, guarded.say);
    const changed = changes(variables, { ...added, ...returned });
    const after =
      chosen.length > 0 ? await findingsNow({ ...known, ...returned }, upstreams, setup) : before.findings;
    const isWell = sayWhatIsLeft(after, withoutSecrets(setup, { ...known, ...returned }));
    const isNothing = chosen.length === 0 && Object.keys(changed).length === 0;
    if (isNothing) setup.say("Nothing was to be done.");
    const isTold = await tellVariables(changed, setup);
    return isWell && isTold && failed === 0 ? 0 : 1;
  } finally {
    await before.close();
  }
}

async function examined(
  variables: Variables,
  upstreams: readonly Upstream[],
  { meanwhile, options, examinations = examinationsWith(wantedBy(options)) }: Setup,
): Promise<Examined> {
  meanwhile("Looking at the settings, the database and the providers …");
  try {
    return await examineWith(variables, { only: ["tickline", ...upstreams], examinations });
  } finally {
    meanwhile(null);
  }
}

const wantedBy = ({ isWithApp, languages }: Setup["options"]) => ({
  languages,
  packApp: isWithApp ? async () => (await import("../app/pack.ts")).packApp() : null,
});

async function findingsNow(variables: Variables, upstreams: readonly Upstream[], setup: Setup) {
  const { findings, close } = await examined(variables, upstreams, setup);
  await close();
  return findings;
}

function withoutSecrets(setup: Setup, variables: Variables): Setup {
  const hide = hideSecrets(variables);
  return { ...setup, say: (line) => setup.say(hide(line)) };
}

/** @returns whether nothing is broken */
function sayWhatIsLeft(findings: Finding[], { say, hasColours }: Setup): boolean {
  const left = findings.filter(({ state }) => state !== "ok" && state !== "off");
  if (left.length === 0) say("Nothing is left to set right.");
  else for (const line of ["", "Left to set right:", "", ...findingLines(left, { hasColours })]) say(line);
  return left.every(({ state }) => state !== "broken");
}

/** What the deployment needs and the environment did not say. */
function changes(variables: Variables, added: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(added).filter(([name, value]) => variables[name]?.trim() !== value),
  );
}
