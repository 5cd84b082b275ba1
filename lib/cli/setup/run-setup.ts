import type { Examinations } from "../../doctor/examine.ts";
import { SettingError } from "../../errors.ts";
import type { Surroundings } from "../shared/surroundings.ts";
import { UsageError } from "../shared/usage-error.ts";
import { HELP } from "./help.ts";
import { parseSetup } from "./options.ts";
import { CanceledError, type Prompts } from "./prompts.ts";
import { setUp } from "./set-up.ts";

type Around = Surroundings & { ask: Prompts; folder: string; examinations?: Examinations };

/**
 * Asks for what is missing, sets right what can be set right, and says what is left to do. Without a terminal it asks nothing.
 * @param around.folder where .env.local is
 * @returns the exit code: 1 when something is broken or could not be done
 * @throws {UsageError}
 */
export async function runSetup(args: string[], around: Around): Promise<0 | 1> {
  const options = parseSetup(args);
  const { say, isTerminal, ask } = around;
  if (options.isHelp) {
    say(HELP.trimEnd());
    return 0;
  }
  if (!isTerminal && !options.isAgreed && !options.isDryRun)
    throw new UsageError("--yes is missing: there is no terminal to ask at");
  const prompts = isTerminal && !options.isAgreed ? ask : null;
  try {
    return await setUp({ ...around, options, prompts });
  } catch (error) {
    if (error instanceof SettingError) throw new UsageError(error.message, { cause: error });
    if (!(error instanceof CanceledError)) throw error;
    say("Canceled: nothing more is done.");
    return 1;
  }
}
