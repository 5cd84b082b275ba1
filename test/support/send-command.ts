// `npm run send` as somebody types it: a process of its own, with its folder of files.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { COMPILED } from "./compiled.ts";
import { test as base, createWorld, type World } from "./world.ts";

type Ran = { code: number | null; out: string; errors: string };

export type SendCommand = {
  /** Runs it against the world's deployment; variables given as undefined are absent. */
  run(args: string[], options?: RunOptions): Promise<Ran>;
  write(name: string, content: string | Uint8Array): Promise<void>;
  read(name: string): Promise<string>;
};
type RunOptions = { url?: string; env?: Record<string, string | undefined>; signal?: AbortSignal };

const SCRIPT = resolve("lib/cli/send.ts");

/** The command in a folder of its own, which its `end` removes. */
async function createSendCommand(world: World): Promise<SendCommand & { end(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "send-"));
  return {
    async run(args, { url = world.origin, env = {}, signal } = {}) {
      const variables = {
        ...COMPILED,
        PATH: process.env.PATH,
        API_KEY: world.env.API_KEY,
        PUBLIC_BASE_URL: url,
        ...env,
      };
      const child = spawn(process.execPath, [SCRIPT, ...args], { cwd: folder, env: variables });
      signal?.addEventListener("abort", () => child.kill("SIGKILL"));
      child.stdin.end();
      const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
      const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
      return { code, out, errors };
    },
    write: (name, content) => writeFile(join(folder, name), content),
    read: (name) => readFile(join(folder, name), "utf8"),
    end: () => rm(folder, { recursive: true }),
  };
}

/** A test with a world and a command of its own. */
export const test = base.extend<{ command: SendCommand }>({
  command: async ({ world }, use) => {
    const command = await createSendCommand(world);
    await use(command);
    await command.end();
  },
});

/** For tables: one world, in which nothing is ever sent. */
export const testOfUsage = base.extend<{ shared: { world: World; command: SendCommand } }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const world = await createWorld();
      const command = await createSendCommand(world);
      await use({ world, command });
      await command.end();
      await world.close();
    },
    { scope: "file" },
  ],
});

/** Stands before a deployment, and loses its answer to the n-th POST: for good, or in a 503. */
export async function loseAnswer(origin: string, nth: number, as: "silence" | "503" = "silence") {
  const { promise: lost, resolve: onLost } = Promise.withResolvers<void>();
  let posts = 0;
  const server = createServer(async (incoming, outgoing) => {
    const { method = "GET", url, headers } = incoming;
    const { authorization = "", "content-type": type = "", "idempotency-key": key = "" } = headers;
    const answer = await fetch(`${origin}${url}`, {
      method,
      headers: { authorization, "content-type": type, "idempotency-key": String(key) },
      ...(method === "POST" && { body: await text(incoming) }),
    });
    if (method === "POST") posts += 1;
    const isLost = method === "POST" && posts === nth;
    if (isLost) onLost();
    if (isLost && as === "503") outgoing.writeHead(503).end();
    if (!isLost) outgoing.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A TCP server's address is never a path.
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${port}`, lost, close };
}
