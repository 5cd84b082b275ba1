import { runRecover } from "./recover/run-recover.ts";
import { runInProcess } from "./shared/surroundings.ts";

await runInProcess("recover", runRecover);
