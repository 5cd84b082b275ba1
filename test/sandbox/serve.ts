import { loadEnvFiles } from "../../lib/cli/shared/env-files.ts";
import { NotBuiltError } from "./api-server/functions.ts";
import { startApiServer } from "./api-server.ts";

// With WAKE=cron: a retry that is due in 5 s should not wait for a minute on one's own machine.
const TASKS_MS = 5_000;
// Otherwise a timer wakes the functions, and this looks for what was left when they last ended.
const DAY_MS = 86_400_000;

loadEnvFiles();

try {
  await serve(Number(process.env.PORT || 3000));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function serve(port: number): Promise<void> {
  const server = await startApiServer({ port, functions: process.env.BUILT === "1" ? "built" : "source" });
  const stopCron = runCron(server.origin, process.env.CRON_SECRET?.trim());
  const end = () => {
    stopCron();
    // The functions keep their database connections as long as they can: nobody tells an instance on Vercel to close them.
    void server.close().finally(() => process.exit());
  };
  process.once("SIGINT", end).once("SIGTERM", end);
  console.log(`ready ${server.origin}`);
}

/** Calls the cron endpoint as Vercel does, one call at a time, and at once. @returns the way to stop */
function runCron(origin: string, secret: string | undefined): () => void {
  if (!secret) {
    console.error("CRON_SECRET is missing: what was left when this last ended waits for a webhook.");
    return () => {};
  }
  const isClock = process.env.WAKE?.trim() === "cron";
  let running = false;
  const call = async () => {
    if (running) return;
    running = true;
    try {
      const response = await fetch(`${origin}/api/cron/${isClock ? "tasks" : "daily"}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
      // The endpoint logs why; its body is of no interest.
      await response.body?.cancel();
    } catch {
      // The server is closing.
    }
    running = false;
  };
  const timer = setInterval(call, isClock ? TASKS_MS : DAY_MS);
  void call();
  return () => clearInterval(timer);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE")
    return `Port ${process.env.PORT || 3000} is taken: end what listens there, or set PORT to another one.`;
  if ("code" in error && error.code === "ERR_SOCKET_BAD_PORT")
    return `PORT is ${process.env.PORT}: set it to a number from 1 to 65535.`;
  return error instanceof NotBuiltError ? error.message : (error.stack ?? error.message);
}
