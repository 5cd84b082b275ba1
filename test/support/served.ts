import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "vitest";
import { startApiServer } from "../sandbox/api-server.ts";

type Served = {
  /** What answers: the test's own. */
  handle(request: Request): Promise<Response> | Response;
  dial(): Promise<Line>;
  /** Ends the server, as somebody's Ctrl-C does. */
  close(): Promise<void>;
};

/** A connection of which every byte is the test's. */
type Line = {
  socket: Socket;
  heard(): string;
  say(lines: string[]): void;
  /** @throws {Error} when the connection ends before these words come */
  until(words: string): Promise<string>;
};

/** The server that `npm run serve` and the tests' worlds use, without functions. */
export const test = base.extend<{ served: Served }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  served: async ({}, use) => {
    const root = mkdtempSync(join(tmpdir(), "tickline-"));
    writeFileSync(join(root, "vercel.json"), "{}");
    const server = await startApiServer({ root, handle: async (request) => served.handle(request) });
    const lines: Line[] = [];
    const served: Served = {
      handle: () => new Response(),
      async dial() {
        const line = await dial(Number(new URL(server.origin).port));
        lines.push(line);
        return line;
      },
      close: server.close,
    };
    await use(served);
    for (const { socket } of lines) socket.destroy();
    await server.close();
    rmSync(root, { recursive: true });
  },
});

/** A request's first line and headers, to be said on a line. */
export const head = (first: string, ...headers: string[]) => [
  first,
  "Host: tickline.example",
  ...headers,
  "",
  "",
];

async function dial(port: number): Promise<Line> {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.on("data", (bytes) => {
    heard += bytes;
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  return {
    socket,
    heard: () => heard,
    say: (lines) => void socket.write(lines.join("\r\n")),
    async until(words) {
      while (!heard.includes(words)) {
        if (socket.readableEnded || socket.destroyed) throw new Error(`ended before ${words}: ${heard}`);
        await Promise.race([once(socket, "data"), once(socket, "close")]);
      }
      return heard;
    },
  };
}
