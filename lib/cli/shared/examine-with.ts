import type { Variables } from "../../config/settings.ts";
import type { Examinations } from "../../doctor/examine.ts";
import type { Area, Finding } from "../../domain/findings/finding.ts";
import { SettingError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { createDeps } from "../../wiring/wire.ts";

export type Examined = {
  findings: Finding[];
  /** Ends the connections that the findings' fixes may use. */
  close(): Promise<void>;
};

/** Standard output is for findings alone. */
const SILENT: Log = { info() {}, warn() {}, error() {}, debug() {} };

/** What is found with these variables; a setting that can only be a mistake is itself what is found. */
export async function examineWith(
  variables: Variables,
  { only, examinations }: { only?: readonly Area[]; examinations?: Examinations },
): Promise<Examined> {
  try {
    const deps = createDeps(variables, { log: SILENT, examinations });
    const findings = await deps.examine(only);
    return { findings, close: () => deps.close() };
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    const finding: Finding = {
      area: "tickline",
      what: "The settings",
      state: "broken",
      says: `${error.message}.`,
      cure: "Change that variable; nothing else was looked at.",
    };
    return { findings: [finding], close: async () => {} };
  }
}
