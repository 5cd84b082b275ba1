import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chown, open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";
import { type Binaries, findBinaries } from "./postgres-binaries.ts";

type Options = { data: string; user: string; password: string; settings: string[] };

const START_MS = 30_000;

/**
 * Starts a PostgreSQL with its log in `folder` and its files in `data`, which is empty. It is not ended with this process: the
 * guard sees to that.
 * @returns the loopback port that it listens on
 * @throws {Error} with the last lines of its log when it does not start
 */
export async function startServer(
  folder: string,
  { data, user, password, settings }: Options,
): Promise<number> {
  const binaries = await findBinaries(folder);
  const { uid, gid } = binaries.identity;
  if (uid !== undefined && gid !== undefined) await chown(data, uid, gid);
  await initialise(binaries, { folder, data, user, password });
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const log = join(folder, `log-${attempt}`);
    const server = await launch(binaries, { data, log, settings: [...settings, `port=${port}`] });
    if (await isReady(server, data)) return port;
    // Another process may take the port that was free before PostgreSQL does.
    if (attempt === 5)
      throw new Error(`PostgreSQL did not start: ${(await readFile(log, "utf8")).slice(-500)}`);
  }
}

type Cluster = { folder: string; data: string; user: string; password: string };

async function initialise(
  { initdb, identity }: Binaries,
  { folder, data, user, password }: Cluster,
): Promise<void> {
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, password);
  const options = [
    `--pgdata=${data}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    // Thousands of connections are made in a run of tests, each as slow as this is high.
    "--set=scram_iterations=1",
    "--no-sync",
    "--encoding=UTF8",
    // Neon and Vercel sort by code point; the machine's own locale may sort otherwise, or not exist.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  try {
    await promisify(execFile)(initdb, options, { ...identity, cwd: folder });
  } catch (cause) {
    throw new Error("PostgreSQL could not prepare its folder", { cause });
  }
  await rm(passwordFile);
}

type Launch = { data: string; log: string; settings: string[] };

async function launch(
  { postgres, identity }: Binaries,
  { data, log, settings }: Launch,
): Promise<ChildProcess> {
  const output = await open(log, "w");
  const options = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const server = spawn(postgres, options, {
    ...identity,
    cwd: data,
    // Ctrl+C in a terminal must reach this process first: it still has work to finish in the database.
    detached: true,
    stdio: ["ignore", output.fd, output.fd],
  });
  server.unref();
  await output.close();
  return server;
}

/** PostgreSQL notes in the last line of this file what it is up to, as pg_ctl reads it too. */
async function isReady(server: ChildProcess, data: string): Promise<boolean> {
  const deadline = Date.now() + START_MS;
  let failed = false;
  server.once("error", () => {
    failed = true;
  });
  while (!failed && server.exitCode === null && Date.now() < deadline) {
    const note = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
    if (note.trimEnd().endsWith("ready")) return true;
    await pause(5);
  }
  return false;
}
