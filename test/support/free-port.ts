import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** Resolves to a loopback TCP port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  server.close();
  await once(server, "close");
  return port;
}
