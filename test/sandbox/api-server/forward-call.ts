import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

/**
 * Makes a call what Vercel's proxy makes of it.
 * @param target path and query, the client's own ones behind a rewrite too
 * @returns the headers that the platform sets, whatever the client sent
 */
export function forwardCall(incoming: IncomingMessage, target: string): Record<string, string> {
  // A tunnel in front of this server may speak https for it: then so does the function's URL.
  const protocol = incoming.headers["x-forwarded-proto"] === "https" ? "https" : "http";
  Object.assign(incoming.socket, { encrypted: protocol === "https" });
  // A request to a proxy is refused as `OPTIONS *` is: neither has a path.
  incoming.url = target.startsWith("/") ? target : "*";
  incoming.headers.host ??= "localhost";
  const address = incoming.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1";
  return {
    "x-forwarded-proto": protocol,
    "x-forwarded-host": incoming.headers.host,
    "x-forwarded-for": address,
    "x-real-ip": address,
    "x-vercel-id": `dev1::${randomBytes(4).toString("hex")}-${Date.now()}-${randomBytes(6).toString("hex")}`,
  };
}
