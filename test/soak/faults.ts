import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { graphError, graphFailure } from "../sandbox/meta/graph-error.ts";
import { twilioFailure } from "../sandbox/twilio/message.ts";
import type { Answer } from "../sandbox/upstreams/call.ts";
import { zendeskFailure } from "../sandbox/zendesk/resources.ts";
import type { Upstream } from "./plan.ts";
import { randomFrom } from "./random.ts";

/** What becomes of a call instead of its answer. A reset, or a call that hangs, may have been done, and may not. */
type Fault =
  | "429"
  | "500"
  | "reset-before"
  | "reset-after"
  | "slow"
  | "hang-before"
  | "hang-after"
  | "131048";

type Call = { upstream: Upstream; method: string; path: string; body: string };
/** Which calls it befalls; undefined lets a call through. */
export type Rule = (call: Call) => Fault | undefined;

export type FaultyLine = {
  /** What UPSTREAM_ORIGIN is set to. */
  origin: string;
  /** The rules that hold now. */
  rules: Set<Rule>;
  /** How many calls went by, and how often each fault befell one. */
  counts: Record<string, number>;
  close(): Promise<void>;
};

/** In rough weather so many of a hundred calls fail: 5 of a hundred over all the time, since a third of it is rough. */
const ROUGH_PERCENT = 15;
const FAULTS: [Fault, ...Fault[]] = [
  "429",
  "500",
  "500",
  "reset-before",
  "reset-after",
  "slow",
  "slow",
  "hang-before",
  "hang-after",
];

/** Rough weather: what befalls the n-th call is the seed's. */
export function roughWeather(seed: string, upstream: Upstream): Rule {
  const random = randomFrom(`${seed} ${upstream}`);
  return (call) => {
    if (call.upstream !== upstream) return undefined;
    const isBefallen = random.percent(ROUGH_PERCENT);
    const fault = random.pick(FAULTS);
    return isBefallen ? fault : undefined;
  };
}

/** Stands between Tickline and the simulated upstreams, on one loopback port. */
export async function startFaultyLine(upstreamsPort: number): Promise<FaultyLine> {
  const agent = new Agent({ keepAlive: true });
  const rules = new Set<Rule>();
  const counts: Record<string, number> = { calls: 0 };
  const server = createServer(async (incoming, outgoing) => {
    const body = await bytesOf(incoming).catch(() => undefined);
    if (!body) return outgoing.destroy();
    const call = callOf(incoming, body);
    counts.calls = (counts.calls ?? 0) + 1;
    const fault = firstFault(rules, call);
    if (fault) counts[fault] = (counts[fault] ?? 0) + 1;
    const pass = () => forward(incoming, body, { agent, port: upstreamsPort });
    return befall(fault, call, { outgoing, pass }).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  return {
    origin: `http://127.0.0.1:${port}`,
    rules,
    counts,
    close() {
      agent.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

type Passed = { status: number; headers: IncomingMessage["headers"]; bytes: Buffer };
type Exchange = { outgoing: ServerResponse; pass: () => Promise<Passed> };

async function befall(fault: Fault | undefined, call: Call, { outgoing, pass }: Exchange): Promise<unknown> {
  if (fault === "hang-before") return undefined;
  if (fault === "reset-before") return outgoing.destroy();
  if (fault === "429" || fault === "500" || fault === "131048")
    return refuse(outgoing, answerOf(fault, call));
  if (fault === "slow") await pause(3_000);
  const { status, headers, bytes } = await pass();
  if (fault === "hang-after") return undefined;
  if (fault === "reset-after") return outgoing.destroy();
  return outgoing.writeHead(status, headers).end(bytes);
}

function refuse(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

function answerOf(fault: "429" | "500" | "131048", { upstream }: Call): Answer {
  if (fault === "131048") return graphError(400, 131048);
  const failure = { twilio: twilioFailure, meta: graphFailure, zendesk: zendeskFailure }[upstream];
  const answer = failure(Number(fault));
  return fault === "429" ? { ...answer, headers: { ...answer.headers, "retry-after": "5" } } : answer;
}

function firstFault(rules: Set<Rule>, call: Call): Fault | undefined {
  for (const rule of rules) {
    const fault = rule(call);
    if (fault) return fault;
  }
  return undefined;
}

function callOf({ url = "", method = "GET" }: IncomingMessage, body: Buffer): Call {
  const [, host = "", ...path] = url.split("/");
  const upstream = host.includes("twilio") ? "twilio" : host.endsWith(".zendesk.com") ? "zendesk" : "meta";
  return { upstream, method, path: `/${path.join("/")}`, body: body.toString() };
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function forward(
  { url, method, headers }: IncomingMessage,
  body: Buffer,
  to: { agent: Agent; port: number },
): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const options = { ...to, host: "127.0.0.1", path: url, method, headers };
    const passed = request(options, (answer) => {
      const { "transfer-encoding": _, connection: __, ...kept } = answer.headers;
      bytesOf(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 502, headers: kept, bytes }),
        reject,
      );
    });
    passed.on("error", reject).end(body);
  });
}
