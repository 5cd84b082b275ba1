import { createServer, type Socket } from "node:net";
import { expect } from "vitest";
import { createUpstreamFetch, type UpstreamFetch } from "../../lib/http/upstream.ts";
import { freePort } from "../support/free-port.ts";
import { fastWorld, call as send } from "../support/messages-api.ts";
import { test } from "../support/world.ts";

/** A server that does one thing with each connection. Returns its port. */
async function serverThat(does: (socket: Socket) => unknown): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    does(socket);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { port, close: () => server.close() };
}

const onceHeard = (then: (socket: Socket) => unknown) => (socket: Socket) =>
  socket.once("data", () => then(socket));

test.for([
  ["ended while agreeing on TLS", "https", onceHeard((socket) => socket.destroy()), "unreachable"],
  ["reset after the request", "http", onceHeard((socket) => socket.resetAndDestroy()), "unanswered"],
  ["ended after the request", "http", onceHeard((socket) => socket.destroy()), "unanswered"],
] as const)("a connection %s (%s)", async ([, scheme, does, failure]) => {
  const { port, close } = await serverThat(does);
  const fetchUpstream = createUpstreamFetch({ upstreamOrigin: `${scheme}://127.0.0.1:${port}` });
  const calling = fetchUpstream("twilio", "https://api.twilio.com/x", { method: "POST", body: "To=1" });
  await expect(calling).rejects.toMatchObject({ failure });
  close();
});

test("a name that nobody has, and a port where nobody listens", async () => {
  for (const origin of ["http://nobody.invalid", `http://127.0.0.1:${await freePort()}`]) {
    const calling = createUpstreamFetch({ upstreamOrigin: origin })("twilio", "https://api.twilio.com/x");
    await expect(calling).rejects.toMatchObject({ failure: "unreachable" });
  }
});

/** Calls of the product, of which the first sends find nobody listening, or a connection that ends while agreeing on TLS. */
async function firstSendsRefused(sends: number, upstreamOrigin: string): Promise<UpstreamFetch> {
  const ends = await serverThat(onceHeard((socket) => socket.destroy()));
  const [well, refused, ended] = [
    upstreamOrigin,
    `http://127.0.0.1:${await freePort()}`,
    `https://127.0.0.1:${ends.port}`,
  ].map((origin) => createUpstreamFetch({ upstreamOrigin: origin }));
  let count = 0;
  return async (upstream, url, init) => {
    const isSend = init?.method === "POST" && url.includes("/Messages");
    if (isSend) count += 1;
    const fetchUpstream = !isSend || count > sends ? well : count % 2 === 0 ? ended : refused;
    if (!fetchUpstream) throw new Error("there are three");
    return fetchUpstream(upstream, url, init);
  };
}

test("an answer, and bulk messages, whose connection never came about are simply sent again, without a look", async () => {
  let fetchUpstream: UpstreamFetch | undefined;
  const world = await fastWorld(
    {},
    { fetchUpstream: (...asked) => (fetchUpstream as UpstreamFetch)(...asked) },
  );
  try {
    fetchUpstream = await firstSendsRefused(12, world.env.UPSTREAM_ORIGIN ?? "");
    await world.twilio.receive({ From: "whatsapp:+14155550100", Body: "good day" });
    const to = Array.from({ length: 10 }, (_, n) => `+1415200000${n}`);
    await send(world, { to, channel: "sms", body: "Closed on Friday" });
    await world.settle();
    for (let n = 0; n < 5; n += 1) await world.later(150);
    expect(world.twilio.sent.map((one) => one.to).sort()).toEqual([...to, "whatsapp:+14155550100"]);
    expect(world.callsTo("GET", "/Messages.json")).toEqual([]);
  } finally {
    await world.close();
  }
});
