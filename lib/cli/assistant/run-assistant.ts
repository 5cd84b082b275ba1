import { KnownError, NotConfiguredError } from "../../errors.ts";
import { hideSecrets } from "../shared/hide-secrets.ts";
import { parseArguments } from "../shared/parse-flags.ts";
import type { Surroundings } from "../shared/surroundings.ts";
import { UsageError } from "../shared/usage-error.ts";
import { configuredModel } from "./configured-model.ts";
import { evaluate } from "./evaluate.ts";
import { HELP } from "./help.ts";
import { type Typed, tryOut } from "./try-out.ts";

const flag = { type: "boolean" } as const;
const OPTIONS = { try: flag, evaluate: flag, help: flag } as const;

const CURE =
  "Write them into .env.local; for a server of your own, ASSISTANT_BASE_URL in place of AI_GATEWAY_API_KEY. docs/assistant.md shows how.";

/**
 * Talks to the configured model, or plays transcripts to it.
 * @returns the exit code: 1 when something did not hold, or the settings did not allow it
 * @throws {UsageError}
 */
export async function runAssistant(
  args: string[],
  { variables, say: print, listen }: Surroundings & { listen(): Typed },
): Promise<0 | 1> {
  const { values, positionals: files } = parseArguments({ args, options: OPTIONS, allowPositionals: true });
  if (values.help) {
    print(HELP.trimEnd());
    return 0;
  }
  if (values.try === values.evaluate) throw new UsageError("give one of --try and --evaluate");
  if (values.try && files.length > 0) throw new UsageError("--try takes no files");
  const hide = hideSecrets(variables);
  const say = (line: string) => print(hide(line));
  try {
    const configured = await configuredModel(variables);
    return values.try
      ? await tryOut(configured, { listen, say })
      : await evaluate(configured, { files, say });
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    say(`${error.message}.`);
    if (error instanceof NotConfiguredError) say(CURE);
    return 1;
  }
}
