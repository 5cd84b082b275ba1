import { UPSTREAMS, type Upstream } from "../../domain/providers.ts";
import { parseFlags } from "../shared/parse-flags.ts";
import { parseOnly } from "../shared/parse-only.ts";

export type SetupOptions = {
  only: Upstream[] | undefined;
  isHelp: boolean;
  isDryRun: boolean;
  isAgreed: boolean;
  isWritten: boolean;
  overwrites: boolean;
  isEvenFromPreview: boolean;
  isWithApp: boolean;
};

const flag = { type: "boolean", default: false } as const;

const OPTIONS = {
  only: { type: "string" },
  help: flag,
  "dry-run": flag,
  yes: flag,
  write: flag,
  overwrite: flag,
  "even-from-preview": flag,
  app: flag,
} as const;

/** What the command line asks for. @throws {UsageError} */
export function parseSetup(args: string[]): SetupOptions {
  const values = parseFlags({ args, options: OPTIONS });
  return {
    only: parseOnly(values.only, UPSTREAMS),
    isHelp: values.help,
    isDryRun: values["dry-run"],
    isAgreed: values.yes,
    isWritten: values.write,
    overwrites: values.overwrite,
    isEvenFromPreview: values["even-from-preview"],
    isWithApp: values.app,
  };
}
