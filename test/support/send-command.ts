// `npm run send` as somebody types it: a process of its own, with its folder of files.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { test as base } from "./world.ts";

export type Ran = { code: number | null; out: string; errors: string };

export type SendCommand = {
  /** Runs it against the world's deployment; variables given as undefined are absent. */
  run(args: string[], options?: RunOptions): Promise<Ran>;
  write(name: string, content: string | Uint8Array): Promise<void>;
  read(name: string): Promise<string>;
};
type RunOptions = { url?: string; env?: Record<string, string | undefined>; signal?: AbortSignal };

const SCRIPT = resolve("lib/setup/send.ts");

/** A test with a world of its own, and the command in a folder of its own. */
export const test = base.extend<{ command: SendCommand }>({
  command: async ({ world }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "send-"));
    await use({
      async run(args, { url = world.origin, env = {}, signal } = {}) {
        const variables = {
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
    });
    await rm(folder, { recursive: true });
  },
});

/** Stands before a deployment, and keeps the answer to its n-th POST to itself. */
export async function swallowAnswer(origin: string, nth: number) {
  const { promise: swallowed, resolve: onSwallowed } = Promise.withResolvers<void>();
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
    if (posts === nth) return onSwallowed();
    outgoing.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A TCP server's address is never a path.
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${port}`, swallowed, close };
}
