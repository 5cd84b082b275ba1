import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { createClient } from "@vercel/postgres";
import { createWebSocketStream, WebSocketServer } from "ws";

export type WebSocketProxy = { port: number; close(): Promise<void> };

/** Lets `@vercel/postgres`, which speaks PostgreSQL's protocol over WebSocket as Neon does, reach a PostgreSQL on this machine. */
export async function startWebSocketProxy(postgresPort: number): Promise<WebSocketProxy> {
  const proxy = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  proxy.on("connection", (webSocket) => {
    const toClient = createWebSocketStream(webSocket);
    const toServer = connect(postgresPort, "127.0.0.1").setNoDelay();
    toClient.pipe(toServer).pipe(toClient);
    // When one side is lost, so is the other: what that means is for the driver to find out.
    toClient.on("error", () => {}).on("close", () => toServer.destroy());
    toServer.on("error", () => {}).on("close", () => webSocket.terminate());
  });
  await once(proxy, "listening");
  return {
    port: (proxy.address() as AddressInfo).port, // a TCP server's address is never a path
    async close() {
      for (const webSocket of proxy.clients) webSocket.terminate();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

type NeonConfig = {
  wsProxy: (host: string, port: number | string) => string;
  useSecureWebSocket: boolean;
  pipelineConnect: "password" | false;
  forceDisablePgSSL: boolean;
};

/**
 * Points every `@vercel/postgres` connection of this process at the proxy.
 * @returns the URL for `createPool`: the same database, on the one host that it accepts besides a Neon pooler
 */
export function useWebSocketProxy(proxy: WebSocketProxy, databaseUrl: string): string {
  // The package carries its own copy of Neon's driver and exports no way to its configuration, which a client holds.
  const client = createClient({ connectionString: "postgres://localhost" });
  const config = client.neonConfig.constructor as unknown as NeonConfig; // its static settings, @neondatabase/serverless 0.9
  config.wsProxy = () => `127.0.0.1:${proxy.port}/`;
  config.useSecureWebSocket = false;
  config.pipelineConnect = false;
  config.forceDisablePgSSL = true;
  const url = new URL(databaseUrl);
  url.hostname = "localhost";
  return url.href;
}
