import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

const DEV = fileURLToPath(new URL("../sandbox/dev.ts", import.meta.url));

export type Sandbox = { origin: string; stop(): Promise<void> };

/** `npm run dev` on a free port, ready to be visited. */
export async function startSandbox(): Promise<Sandbox> {
  const port = await freePort();
  const child = spawn(process.execPath, [DEV], {
    env: { PATH: process.env.PATH, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (text) => String(text).includes("console:") && resolve());
    void ended.then(([code]) => reject(new Error(`npm run dev ended with ${code}`)));
  });
  return {
    origin: `http://localhost:${port}`,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
