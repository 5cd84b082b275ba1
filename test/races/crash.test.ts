import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "vitest";
import { COMPILED } from "../support/compiled.ts";
import { freePort } from "../support/free-port.ts";
import { test, type World } from "../support/world.ts";

const customers = Array.from({ length: 6 }, (_, n) => `whatsapp:+141555530${10 + n}`);
const messagesEach = 4;
const lives = 6;

test("killed again and again at any line: each message once and in order, one ticket and one confirmation each", {
  timeout: 180_000,
}, async ({ world }) => {
  const waiting = Array.from({ length: messagesEach }, (_, n) =>
    customers.map((From) => world.twilio.miss({ From, Body: `Sentence ${n} of this customer` }).sid),
  ).flat();
  for (let life = 0; life < lives; life += 1) {
    const server = await startServer(world);
    const killed = dieAfter(server, 300 + Math.random() * 900);
    // What was not answered with a 200 comes again, as Twilio's retries bring it.
    while (server.signalCode === null && waiting.length > 0) {
      const sid = waiting[0] ?? "";
      const answer = await world.twilio.redeliver(sid).catch(() => null);
      if (answer?.status === 200) waiting.shift();
    }
    await killed;
    await endLeases(world);
  }
  world.deliver.targetOrigin = world.origin;
  for (const sid of waiting) expect((await world.twilio.redeliver(sid)).status).toBe(200);
  for (let n = 0; n < 12; n += 1) {
    await endLeases(world);
    await world.later(12 * 3600);
  }

  expect((await world.tasks()).filter(({ done_at }) => done_at === null)).toEqual([]);
  for (const From of customers) {
    const phone = From.replace("whatsapp:", "");
    const user = world.zendesk.users.find((one) => one.external_id === phone);
    const tickets = world.zendesk.tickets.filter((one) => one.requester_id === user?.id);
    expect(tickets).toHaveLength(1);
    expect(tickets[0]?.comments.map(({ body }) => body.split("\n")[0])).toEqual(
      Array.from({ length: messagesEach }, (_, n) => `Sentence ${n} of this customer`),
    );
    const confirmations = world.twilio.sent.filter(
      ({ to, body }) => to === From && body.startsWith("Ticket #"),
    );
    expect(confirmations).toHaveLength(1);
  }
  expect(world.twilio.sent).toHaveLength(customers.length);
});

/** The functions in a process of their own, as `npm run serve` runs them. */
async function startServer(world: World): Promise<ChildProcess> {
  const port = await freePort();
  const server = spawn(process.execPath, ["test/sandbox/serve.ts"], {
    env: { ...COMPILED, PATH: process.env.PATH, ...world.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  while (!said.includes("ready ")) {
    const [chunk] = await once(server.stdout as NodeJS.ReadableStream, "data");
    said += String(chunk);
  }
  server.stdout?.resume();
  world.deliver.targetOrigin = `http://127.0.0.1:${port}`;
  return server;
}

async function dieAfter(server: ChildProcess, ms: number): Promise<void> {
  const died = once(server, "exit");
  setTimeout(() => server.kill("SIGKILL"), ms);
  await died;
}

/** As if the two minutes of a lease had passed since its worker died. */
async function endLeases(world: World): Promise<void> {
  await world.database.rows(
    "update tasks set due_at = due_at - interval '120 seconds' where done_at is null",
  );
}
