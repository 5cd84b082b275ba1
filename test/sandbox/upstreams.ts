import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { graphFailure } from "./meta/graph-error.ts";
import { createMeta, type Meta } from "./meta.ts";
import { createScriptedModel, modelFailure, type ScriptedModel } from "./model.ts";
import { createQueue, type Queue } from "./queue.ts";
import { twilioFailure } from "./twilio/message.ts";
import { createTwilio, type Twilio } from "./twilio.ts";
import { type Answer, SIMULATED, type Simulated, toForm, type UpstreamCall } from "./upstreams/call.ts";
import {
  createFaults,
  type Fault,
  type FaultOptions,
  HTML_ANSWER,
  isMetaCode,
  isTwilioCode,
} from "./upstreams/faults.ts";
import { type DeliverOptions, type DeliverSettings, deliverSettings } from "./upstreams/settings.ts";
import { zendeskFailure } from "./zendesk/resources.ts";
import { answerSdk, isSdk } from "./zendesk/sdk.ts";
import { createZendesk, type Zendesk, type ZendeskOptions } from "./zendesk.ts";

export type Upstreams = {
  /** What UPSTREAM_ORIGIN is set to. */
  origin: string;
  port: number;
  /** Every call of the product, oldest first; recorded when it has arrived, before it is answered. */
  calls: UpstreamCall[];
  /** The calls of this method whose path ends so; `.json` counts as absent. */
  callsTo(method: string, pathEnd: string): UpstreamCall[];
  twilio: Twilio;
  meta: Meta;
  zendesk: Zendesk;
  /** The assistant's model. */
  model: ScriptedModel;
  /** Vercel Queues, as far as one topic needs them. */
  queue: Queue;
  /** Where webhooks go; `targetOrigin` may be set once it is known. */
  deliver: DeliverSettings;
  /** Makes a provider's calls fail: all of them until healed, unless `times` or `when` says otherwise. */
  fail(provider: Simulated, fault: Fault, options?: FaultOptions): void;
  heal(provider?: Simulated): void;
  /** How long each of their answers takes; at first they come at once. */
  answerAfterMs: number;
  /** What callers gave up on (`lands-later`) comes about now, all or so much of it, in the order in which it was asked for. */
  land(most?: number): Promise<void>;
  /** Ends everything at once, unanswered requests too. */
  close(): Promise<void>;
};

/** Plays every upstream on one loopback port; requests come as `/<real host>/<real path>`. */
export async function startUpstreams(options: {
  port?: number;
  deliver?: DeliverOptions;
  zendesk?: ZendeskOptions;
}): Promise<Upstreams> {
  const deliver = deliverSettings(options.deliver);
  const { twilio, answer: answerTwilio, close: stopTwilio } = createTwilio(deliver);
  const { meta, answer: answerMeta, close: stopMeta } = createMeta(deliver);
  const { zendesk, answer: answerZendesk, close: stopZendesk } = createZendesk(deliver, options.zendesk);
  const { model, answer: answerModel } = createScriptedModel();
  const { queue, answer: answerQueue, close: stopQueue } = createQueue();
  const answers: Record<Simulated, Answers> = {
    twilio: answerTwilio,
    meta: answerMeta,
    zendesk: answerZendesk,
    model: answerModel,
  };
  const { fail, heal, next } = createFaults();
  const calls: UpstreamCall[] = [];
  const underWay: UpstreamCall[] = [];

  const server = createServer(async (request, response) => {
    const call = await readCall(request).catch(() => undefined);
    if (!call) return response.destroy();
    calls.push(call);
    const fault = next(call);
    if (fault === "hang") return undefined;
    if (fault === "drop-before") return response.destroy();
    if (fault === "lands-later") {
      underWay.push(call);
      return response.destroy();
    }
    const answer = faultAnswer(call, fault) ?? (await work(call, fault));
    if (upstreams.answerAfterMs > 0) await pause(upstreams.answerAfterMs);
    if (fault === "drop-after") return response.destroy();
    call.status = answer.status;
    return fault === "cut" ? cutShort(response, answer) : write(response, answer);
  });

  function work(call: UpstreamCall, fault: Fault | undefined): Answer | Promise<Answer> {
    if (isSdk(call)) return answerSdk(call);
    if (call.provider) return answers[call.provider](call, fault);
    if (call.host.endsWith(".vercel-queue.com")) return answerQueue(call);
    return { status: 404, body: { error: `nobody plays ${call.host} here` } };
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  // An address of a listening TCP server is never a string or null.
  const { port } = server.address() as AddressInfo;

  const upstreams: Upstreams = {
    origin: `http://127.0.0.1:${port}`,
    port,
    answerAfterMs: 0,
    calls,
    callsTo: (method, pathEnd) =>
      calls.filter((call) => call.method === method && bare(call.path).endsWith(bare(pathEnd))),
    twilio,
    meta,
    zendesk,
    model,
    queue,
    deliver,
    fail,
    heal,
    async land(most = underWay.length) {
      for (const call of underWay.splice(0, most)) call.status = (await work(call, undefined)).status;
    },
    close() {
      stopTwilio();
      stopMeta();
      stopZendesk();
      stopQueue();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
  return upstreams;
}

async function readCall(request: IncomingMessage): Promise<UpstreamCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const [, host = "", ...path] = url.pathname.split("/");
  const isUpload = bare(url.pathname).endsWith("/uploads");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
  );
  return {
    provider: providerOf(host),
    host,
    method: request.method ?? "GET",
    path: `/${path.join("/")}`,
    query: toForm(url.searchParams),
    headers,
    body: parseBody(Buffer.concat(chunks), isUpload ? "" : (headers["content-type"] ?? "")),
    status: 0,
  };
}

type Answers = (call: UpstreamCall, fault: Fault | undefined) => Answer | Promise<Answer>;

/** Whose hosts are whose. */
const HOSTS: Record<Simulated, RegExp> = {
  twilio: /(^|\.)(twilio|twiliocdn)\.com$/,
  meta: /^(graph\.facebook|lookaside\.fbsbx)\.com$/,
  zendesk: /\.zendesk\.com$/,
  model: /^models\.example\.com$/,
};

function providerOf(host: string): Simulated | undefined {
  return SIMULATED.find((name) => HOSTS[name].test(host));
}

/** How each fails when a fault says no more than a code. */
const FAILURES: Record<Simulated, (status: number) => Answer> = {
  twilio: twilioFailure,
  meta: graphFailure,
  zendesk: zendeskFailure,
  model: modelFailure,
};

function parseBody(bytes: Buffer, contentType: string): unknown {
  if (bytes.length === 0) return undefined;
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return toForm(new URLSearchParams(bytes.toString()));
  }
  if (!contentType.startsWith("application/json")) return bytes;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return bytes;
  }
}

function faultAnswer(call: UpstreamCall, fault: Fault | undefined): Answer | undefined {
  if (fault === "html") return HTML_ANSWER;
  if (fault === undefined || typeof fault === "string") return undefined;
  if (isTwilioCode(fault) || isMetaCode(fault)) return undefined;
  const { retryAfter } = fault;
  const headers = {
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    ...fault.headers,
  };
  return { status: fault.status, headers, body: fault.body ?? usualFailure(call, fault.status).body };
}

function usualFailure({ provider = "twilio" }: UpstreamCall, status: number): Answer {
  return FAILURES[provider](status);
}

function cutShort(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = bytesOf(body) ?? Buffer.from("{}");
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = bytesOf(body);
  const json = bytes !== undefined && bytes !== body;
  response.writeHead(status, {
    ...(json && { "content-type": "application/json; charset=utf-8" }),
    ...headers,
  });
  response.end(bytes);
}

function bytesOf(body: unknown): Buffer | undefined {
  return Buffer.isBuffer(body) || body === undefined ? body : Buffer.from(JSON.stringify(body));
}

function bare(path: string): string {
  return path.replace(/\.json$/, "");
}
