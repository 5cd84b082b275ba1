import { Agent, request } from "node:http";

/** Posts a body and resolves to the milliseconds until its answer had ended. @throws {Error} unless it is a 2xx */
export type Post = (url: string, body: string, headers: Record<string, string>) => Promise<number>;

/** A client with as little of its own as possible, over connections that stay. */
export function createClient(connections: number): { post: Post; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const post: Post = (url, body, headers) =>
    new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const length = { "content-length": Buffer.byteLength(body) };
      const options = { method: "POST", agent, headers: { ...headers, ...length } };
      const outgoing = request(url, options, (response) => {
        response.resume().on("end", () => {
          const ok = response.statusCode !== undefined && response.statusCode < 300;
          if (ok) resolve(performance.now() - startedAt);
          else reject(new Error(`${url} answered ${response.statusCode}`));
        });
      });
      outgoing.on("error", reject).end(body);
    });
  return { post, close: () => agent.destroy() };
}

/** Milliseconds that `count` calls take altogether with so many at a time. */
export async function runTogether(
  count: number,
  atOnce: number,
  call: (n: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  const worker = async () => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return performance.now() - startedAt;
}

/** The middle one. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
