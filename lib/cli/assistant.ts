import { createInterface } from "node:readline/promises";
import { runAssistant } from "./assistant/run-assistant.ts";
import type { Typed } from "./assistant/try-out.ts";
import { runInProcess } from "./shared/surroundings.ts";

/** Standard input is opened when somebody is listened to: the process would wait for it to end. */
function typedHere(): Typed {
  const read = createInterface({ input: process.stdin, output: process.stdout, prompt: "> " });
  const isTerminal = process.stdin.isTTY === true;
  return { lines: read, areSeen: isTerminal, showPrompt: () => isTerminal && read.prompt() };
}

await runInProcess("assistant", (args, surroundings) =>
  runAssistant(args, { ...surroundings, listen: typedHere }),
);
