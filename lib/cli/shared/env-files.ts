import { existsSync } from "node:fs";
import { join } from "node:path";

const NAMES = [".env.local", ".env"];

/** The variables of the folder's `.env.local` and `.env` are in the process's environment; what was set there already stays. */
export function loadEnvFiles(folder = process.cwd()): void {
  for (const name of NAMES) {
    const file = join(folder, name);
    if (existsSync(file)) process.loadEnvFile(file);
  }
}
