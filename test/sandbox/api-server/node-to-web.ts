import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";

// A client that still sends when its answer is ready is read this much longer, so that it gets to see the answer.
const DRAIN_MS = 1_000;

/**
 * Makes the Web `Request` that Vercel would hand to a function: the client's own host, forwarding headers set by the
 * platform whatever the client sent, and a body that is read as the function reads it.
 * @param target path and query, the client's own ones behind a rewrite too
 * @throws {TypeError} when the Host header makes no URL
 */
export function toWebRequest(incoming: IncomingMessage, target: string): Request {
  const host = incoming.headers.host ?? "localhost";
  // A tunnel in front of this server may speak https for it.
  const protocol = incoming.headers["x-forwarded-proto"] === "https" ? "https" : "http";
  const address = incoming.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1";
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct))
    for (const value of values) headers.append(name, value);
  headers.set("x-forwarded-proto", protocol);
  headers.set("x-forwarded-host", host);
  headers.set("x-forwarded-for", address);
  headers.set("x-real-ip", address);
  headers.set(
    "x-vercel-id",
    `dev1::${randomBytes(4).toString("hex")}-${Date.now()}-${randomBytes(6).toString("hex")}`,
  );
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  return new Request(`${protocol}://${host}${target}`, {
    method: incoming.method ?? "GET",
    headers,
    ...(hasBody && { body: bodyOf(incoming), duplex: "half" as const }),
  });
}

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let open = true;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const end = (act: () => void) => {
        if (open) act();
        open = false;
      };
      incoming.on("data", (chunk: Buffer) => {
        if (!open) return;
        controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
      });
      incoming.once("end", () => end(() => controller.close()));
      incoming.once("error", (error) => end(() => controller.error(error)));
    },
    pull: () => void incoming.resume(),
    cancel: () => {
      open = false;
    },
  });
}

/** Sends a function's response, streaming its body; resolves when it is sent or the client is gone. */
export async function sendWebResponse(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  // What the function left unread would be taken for the next request on this connection.
  if (!incoming.complete) headers.connection = "close";
  outgoing.writeHead(response.status, headers);
  if (response.body && incoming.method !== "HEAD") await pipe(response.body, outgoing);
  outgoing.end();
  if (!incoming.readableEnded) await discard(incoming, outgoing);
}

async function pipe(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  // A live stream is told when its reader goes away, and its headers do not wait for its first event.
  outgoing.once("close", () => void reader.cancel().catch(() => {}));
  const flush = setImmediate(() => outgoing.flushHeaders());
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    clearImmediate(flush);
    if (!outgoing.write(part.value) && !outgoing.destroyed) await drain(outgoing);
  }
}

/** Waits until there is room again or nobody to read, and leaves no listener behind: a live stream fills up again and again. */
async function drain(outgoing: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(outgoing, "drain", { signal }), once(outgoing, "close", { signal })]);
  waiting.abort();
}

/** Reads and forgets the rest of a request: hanging up on a client that still sends would cost it the answer. */
async function discard(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const complete = incoming.complete;
  incoming.removeAllListeners("data").resume();
  if (complete) return;
  const signal = AbortSignal.timeout(DRAIN_MS);
  await Promise.race([once(incoming, "end", { signal }), once(incoming, "close", { signal })]).catch(
    () => {},
  );
  outgoing.destroy();
}
