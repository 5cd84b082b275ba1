import { clackPrompts } from "./setup/clack-prompts.ts";
import { runSetup } from "./setup/run-setup.ts";
import { runInProcess } from "./shared/surroundings.ts";

await runInProcess("setup", (args, surroundings) =>
  runSetup(args, { ...surroundings, ask: clackPrompts, folder: process.cwd() }),
);
