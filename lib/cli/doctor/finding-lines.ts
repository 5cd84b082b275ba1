import { styleText } from "node:util";
import type { Area, Finding } from "../../domain/findings/finding.ts";
import { AREA_NAMES, summaryOf } from "../../domain/findings/summary-of-findings.ts";

type Look = { mark: string; colour: "green" | "yellow" | "red" | "gray" };

const LOOKS: Readonly<Record<Finding["state"], Look>> = {
  ok: { mark: "✓", colour: "green" },
  warning: { mark: "!", colour: "yellow" },
  broken: { mark: "✗", colour: "red" },
  unknown: { mark: "?", colour: "yellow" },
  off: { mark: "–", colour: "gray" },
};

/** Findings as a terminal shows them, area by area, with their cures, and how many there are of each state. */
export function findingLines(findings: Finding[], { hasColours }: { hasColours: boolean }): string[] {
  const areas = Map.groupBy(findings, ({ area }) => area);
  const lines = [...areas].flatMap(([area, found]) => [
    ...areaLine(area, hasColours),
    ...found.flatMap((finding) => linesOf(finding, hasColours)),
    "",
  ]);
  return [...lines, `${summaryOf(findings)}.`.replace(/^n/, "N")];
}

function areaLine(area: Area, hasColours: boolean): string[] {
  return [hasColours ? styleText("bold", AREA_NAMES[area], { validateStream: false }) : AREA_NAMES[area]];
}

function linesOf({ state, what, says, expected, actual, cure, fix }: Finding, hasColours: boolean): string[] {
  const { mark, colour } = LOOKS[state];
  const word = `${mark} ${state.padEnd(8)}`;
  const shown = hasColours ? styleText(colour, word, { validateStream: false }) : word;
  const isWell = state === "ok" || state === "off";
  const more = isWell
    ? []
    : [
        expected !== undefined && `expected  ${expected}`,
        actual !== undefined && `actual    ${actual}`,
        cure !== undefined && `cure      ${cure}`,
        fix !== undefined && !cure?.includes("npm run setup") && "          `npm run setup` does it",
      ].filter((line) => line !== false);
  return [`  ${shown} ${what}: ${says}`, ...more.map((line) => `${" ".repeat(13)}${line}`)];
}
