import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to PostgreSQL that can be cut, or made to swallow everything. */
export type StallingProxy = {
  url: string;
  /** "open" passes on; "stalled" takes connections and bytes and answers nothing; "cut" ends and refuses connections. */
  mood: "open" | "stalled" | "cut";
  set(mood: StallingProxy["mood"]): void;
  close(): Promise<void>;
};

/** Stands between Tickline and a database. */
export async function startStallingProxy(databaseUrl: string): Promise<StallingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (proxy.mood === "cut") return client.destroy();
    const upstream = connect(Number(target.port), "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    }
    client.on("data", (bytes) => proxy.mood === "open" && upstream.write(bytes));
    upstream.on("data", (bytes) => proxy.mood === "open" && client.write(bytes));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    return undefined;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy: StallingProxy = {
    url: url.href,
    mood: "open",
    set(mood) {
      proxy.mood = mood;
      if (mood === "cut") end();
    },
    async close() {
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
