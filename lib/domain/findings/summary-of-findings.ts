import { UPSTREAM_NAMES } from "../providers.ts";
import type { Area, Finding } from "./finding.ts";

type State = Finding["state"];

export const AREA_NAMES: Readonly<Record<Area, string>> = {
  tickline: "Tickline",
  ...UPSTREAM_NAMES,
};

/** What needs somebody most comes first. */
export const WORST_FIRST: readonly State[] = ["broken", "warning", "unknown", "ok", "off"];

/** How many there are of each state, such as "1 broken, 2 warnings, 5 ok"; a state that nothing is in is left out. */
export function summaryOf(findings: readonly Finding[]): string {
  const counts = WORST_FIRST.map((state) => {
    const count = findings.filter((finding) => finding.state === state).length;
    return count > 0 && `${count} ${state === "warning" && count > 1 ? "warnings" : state}`;
  });
  return counts.filter(Boolean).join(", ") || "nothing was looked at";
}
