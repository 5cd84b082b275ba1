import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createMessage, toResource } from "../../sandbox/twilio/message.ts";
import { ACCOUNT } from "../start-server.ts";

/**
 * Twilio as far as a bulk send needs it, as a process of its own: it takes every message, after as long as it is told, and counts. Started
 * with the least and the most milliseconds that an answer takes.
 */
const [leastMs = 0, mostMs = leastMs] = process.argv.slice(2).map(Number);
const LOG = { messages: [], next_page_uri: null, page: 0, page_size: 50 };
const TEMPLATE = { types: { "twilio/text": { body: "Hello {{1}}, our office is closed on Friday." } } };

const received = new Map<string, number>();
const times: number[] = [];
let underWay = 0;
let mostUnderWay = 0;

const server = createServer(async (request, response) => {
  const { url = "" } = request;
  if (url === "/counted") return answer(response, 200, counted());
  if (request.method !== "POST") return answer(response, 200, url.includes("/Messages") ? LOG : TEMPLATE);
  let body = "";
  for await (const chunk of request) body += chunk;
  const form = Object.fromEntries(new URLSearchParams(body));
  const { To: to = "", From: from = "" } = form;
  received.set(to, (received.get(to) ?? 0) + 1);
  times.push(Date.now());
  underWay += 1;
  mostUnderWay = Math.max(mostUnderWay, underWay);
  const waitMs = leastMs + Math.random() * (mostMs - leastMs);
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  underWay -= 1;
  const message = createMessage({
    accountSid: ACCOUNT,
    direction: "outbound-api",
    from,
    to,
    body: "",
    status: "queued",
    form,
  });
  return answer(response, 201, toResource(message));
});
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
console.log(`ready http://127.0.0.1:${port}`);

export type Counted = {
  calls: number;
  recipients: number;
  mostUnderWay: number;
  mostInASecond: number;
};

function counted(): Counted {
  return { calls: times.length, recipients: received.size, mostUnderWay, mostInASecond: mostInASecond() };
}

/** In whichever second it was. */
function mostInASecond(): number {
  let [from, most] = [0, 0];
  for (const [n, at] of times.entries()) {
    while ((times[from] ?? at) <= at - 1_000) from += 1;
    most = Math.max(most, n - from + 1);
  }
  return most;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
