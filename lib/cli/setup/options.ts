import { UPSTREAMS, type Upstream } from "../../domain/providers.ts";
import { LANGUAGES, type Language } from "../../domain/replies/languages.ts";
import { parseFlags } from "../shared/parse-flags.ts";
import { parseNames } from "../shared/parse-names.ts";

export type SetupOptions = {
  only: Upstream[] | undefined;
  isHelp: boolean;
  isDryRun: boolean;
  isAgreed: boolean;
  isWritten: boolean;
  overwrites: boolean;
  isEvenFromPreview: boolean;
  isWithApp: boolean;
  /** In which templates are wanted. */
  languages: Language[];
};

const flag = { type: "boolean", default: false } as const;

const OPTIONS = {
  only: { type: "string" },
  languages: { type: "string" },
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
    only: parseNames("--only", values.only, UPSTREAMS),
    isHelp: values.help,
    isDryRun: values["dry-run"],
    isAgreed: values.yes,
    isWritten: values.write,
    overwrites: values.overwrite,
    isEvenFromPreview: values["even-from-preview"],
    isWithApp: values.app,
    languages: parseNames("--languages", values.languages, LANGUAGES) ?? [],
  };
}
