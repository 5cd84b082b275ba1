import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const SHUTDOWN_MS = 5_000;

/** Where a server's programs and logs are, and its data. */
export type PostgresFolders = { folder: string; data: string };

/**
 * Watches over the PostgreSQL in `folders` from a process of its own, which ends the server and removes the folders as soon as
 * its standard input closes: by `end()`, or because this process is gone, whatever ended it, SIGKILL included.
 */
export function guardPostgres(folders: PostgresFolders): { end(): Promise<void> } {
  const guard = spawn(process.execPath, [fileURLToPath(import.meta.url), folders.folder, folders.data], {
    // Its own process group: Ctrl+C in a terminal reaches every process of the group at once.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
  });
  const exited = once(guard, "exit");
  guard.unref();
  return {
    async end() {
      guard.ref();
      guard.stdin.end();
      await exited;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, data] = process.argv.slice(2);
  process.stdin.resume();
  process.stdin.once("close", () => (folder && data ? shutDown({ folder, data }) : undefined));
}

async function shutDown({ folder, data }: PostgresFolders): Promise<void> {
  // PostgreSQL keeps its process id in this file, and removes it as its last act.
  const pidFile = join(data, "postmaster.pid");
  const pid = Number.parseInt(await readFile(pidFile, "utf8").catch(() => ""), 10);
  if (pid > 1) {
    signal(pid, "SIGINT"); // "fast shutdown": open transactions are rolled back
    const deadline = Date.now() + SHUTDOWN_MS;
    while (Date.now() < deadline && (await exists(pidFile))) await pause(10);
    if (await exists(pidFile)) signal(pid, "SIGKILL");
  }
  for (const each of [data, folder]) await rm(each, { recursive: true, force: true, maxRetries: 5 });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
