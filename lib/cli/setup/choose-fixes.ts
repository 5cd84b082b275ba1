import type { Variables } from "../../config/settings.ts";
import type { Finding } from "../../domain/findings/finding.ts";
import { AREA_NAMES } from "../../domain/findings/summary-of-findings.ts";
import { UsageError } from "../shared/usage-error.ts";
import type { Fixable } from "./apply-fixes.ts";
import type { Setup } from "./context.ts";
import { isOutsideProduction } from "./is-outside-production.ts";

/**
 * Shows everything that can be set right, and asks for what is to be done of it: once for what harms nobody, and once for each thing that
 * somebody else would lose.
 * @throws {UsageError} when that would point providers at a preview, and nobody said that it may
 */
export async function chooseFixes(
  findings: readonly Finding[],
  { options, prompts, say }: Setup,
  variables: Variables,
): Promise<Fixable[]> {
  const fixable = findings.filter((finding): finding is Fixable => finding.fix !== undefined);
  const harmless = fixable.filter(({ fix }) => fix.overwrites === null && !fix.isOptional);
  const optional = prompts || options.isDryRun ? fixable.filter(({ fix }) => fix.isOptional) : [];
  const replacing = fixable.filter(({ fix }) => fix.overwrites !== null);
  if (harmless.length > 0) for (const line of ["Can be set right:", ...harmless.map(lineOf)]) say(line);
  if (optional.length > 0) for (const line of ["Can be had as well:", ...optional.map(lineOf)]) say(line);
  if (replacing.length > 0)
    for (const line of ["Would replace what somebody else set:", ...replacing.map(lineOf)]) say(line);
  const mayReplace = options.overwrites || prompts !== null;
  if (options.isDryRun || (harmless.length + optional.length === 0 && !(mayReplace && replacing.length > 0)))
    return [];
  if (isOutsideProduction(variables) && !(await isAgreedOutsideProduction({ options, prompts, say })))
    return [];
  const chosen = new Set<Fixable>();
  if (
    harmless.length > 0 &&
    (!prompts || (await prompts.confirm(`Do ${these(harmless)}?`, { usually: true })))
  )
    for (const one of harmless) chosen.add(one);
  for (const one of optional)
    if (prompts && (await prompts.confirm(`${one.what}: make them?`, { usually: false }))) chosen.add(one);
  for (const one of replacing) {
    const question = `${one.what}: replace ${one.fix.overwrites}?`;
    if (options.overwrites || (prompts && (await prompts.confirm(question, { usually: false }))))
      chosen.add(one);
  }
  return fixable.filter((one) => chosen.has(one));
}

async function isAgreedOutsideProduction({
  options,
  prompts,
  say,
}: Pick<Setup, "options" | "prompts" | "say">): Promise<boolean> {
  say(
    "Careful: this address is a preview's or a branch's. Providers would send production's messages there.",
  );
  if (options.isEvenFromPreview) return true;
  if (!prompts)
    throw new UsageError(
      "--even-from-preview is missing: providers would be pointed at a preview. Nothing was changed",
    );
  return prompts.confirm("Point the providers there all the same?", { usually: false });
}

function lineOf({ area, what, fix }: Fixable): string {
  const lost = fix.overwrites === null ? "" : `\n    lost: ${fix.overwrites}`;
  return `  ${AREA_NAMES[area]}, ${what}: ${fix.says}${lost}`;
}

const these = ({ length }: readonly Fixable[]) => (length === 1 ? "this" : `these ${length} things`);
