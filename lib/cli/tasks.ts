import { runInProcess } from "./shared/surroundings.ts";
import { runTasks } from "./tasks/run-tasks.ts";

await runInProcess("tasks", runTasks);
