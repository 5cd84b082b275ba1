import { join } from "node:path";
import type { Setup } from "./context.ts";
import { EnvFileError, quoted, writeEnvFile } from "./env-file.ts";

const FILE = ".env.local";

/**
 * Says which variables the deployment needs, the only place where secrets are shown, and writes them to .env.local where that is wanted.
 * @returns whether what was wanted could be written
 */
export async function tellVariables(
  variables: Record<string, string>,
  { say, options, prompts, folder }: Setup,
): Promise<boolean> {
  const names = Object.keys(variables);
  if (names.length === 0) return true;
  // Said before anything is asked: whoever stops here still has what was made.
  for (const line of linesOf(variables)) say(line);
  const isWanted =
    options.isWritten || (prompts && (await prompts.confirm(`Write them to ${FILE}?`, { usually: true })));
  if (!isWanted) return true;
  try {
    await writeEnvFile(join(folder, FILE), variables);
    say(`Written to ${FILE}, which nobody else can read.`);
    return true;
  } catch (error) {
    const isKnown = error instanceof EnvFileError || (error instanceof Error && "code" in error);
    if (!isKnown) throw error;
    say(`${FILE} was not changed: ${error.message}.`);
    return false;
  }
}

function linesOf(variables: Record<string, string>): string[] {
  return [
    "",
    "Variables to set. Secrets are among them: keep this to yourself.",
    "",
    ...Object.entries(variables).map(([name, value]) => `${name}=${shown(name, value)}`),
    "",
    "In Vercel, they can be pasted all at once under Settings, Environment Variables; or, each by its name:",
    ...Object.keys(variables).map((name) => `  vercel env add ${name} production`),
    "Then deploy again, and run `npm run setup` once more: it does nothing twice.",
  ];
}

/** What no quotes fit is shown as it is. */
function shown(name: string, value: string): string {
  try {
    return quoted(name, value);
  } catch {
    return value;
  }
}
