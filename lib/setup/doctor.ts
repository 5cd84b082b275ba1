import { runDoctor } from "./doctor/run-doctor.ts";
import { runInProcess } from "./surroundings.ts";

await runInProcess("doctor", runDoctor);
