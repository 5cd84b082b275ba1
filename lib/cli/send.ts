import { ANSWERS, callApi } from "./send/call-api.ts";
import { dryRun } from "./send/dry-run.ts";
import { SendError } from "./send/errors.ts";
import { HELP } from "./send/help.ts";
import { type Command, parseCommand } from "./send/options.ts";
import { createScreen } from "./send/screen.ts";
import { sendToPeople } from "./send/send-to-people.ts";
import { loadEnvFiles } from "./shared/env-files.ts";
import { UsageError } from "./shared/usage-error.ts";

const screen = createScreen(process.stdout);

loadEnvFiles();

try {
  process.exitCode = await run(parseCommand(process.argv.slice(2), process.env));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof SendError)) throw error;
  screen.end();
  console.error(error.message);
  if (error instanceof UsageError) console.error("`npm run send -- --help` explains every flag.");
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** Does what was asked for. Returns the exit code. */
async function run(command: Command): Promise<0 | 1> {
  switch (command.does) {
    case "help":
      screen.say(HELP.trimEnd());
      return 0;
    case "send":
      return command.options.isDryRun ? dryRun(command, screen) : sendToPeople(command, screen);
    case "cancel":
    case "retry":
      for (const batchId of command.batchIds)
        screen.say(`Batch ${batchId}: ${await change(command, batchId)}`);
      return 0;
  }
}

async function change(
  { does, deployment }: Extract<Command, { does: "cancel" | "retry" }>,
  batch: string,
): Promise<string> {
  if (does === "cancel") {
    const answer = ANSWERS.canceled;
    return `${(await callApi(deployment, { method: "DELETE", query: { batch }, answer })).canceled} canceled`;
  }
  const query = { batch, retry: "failed" };
  const answer = ANSWERS.retried;
  return `${(await callApi(deployment, { method: "POST", query, answer })).retried} tried again`;
}
