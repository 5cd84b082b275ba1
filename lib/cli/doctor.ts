import { runDoctor } from "./doctor/run-doctor.ts";
import { runInProcess } from "./shared/surroundings.ts";

await runInProcess("doctor", runDoctor);
