import type { Answer, UpstreamCall } from "./upstreams/call.ts";

type Message = {
  id: string;
  topic: string;
  payload: unknown;
  key: string | undefined;
  delaySeconds: number;
  retentionSeconds: number;
  /** On the queue's own clock, in seconds. */
  visibleAt: number;
  deliveries: number;
  isAcknowledged: boolean;
};

export type Queue = {
  /** What was taken, oldest first; one of a known key is taken and forgotten, as there. */
  messages: Message[];
  /** What would be billed: a send with a key counts twice. */
  operations: number;
  /** What is not taken, or not acknowledged. */
  isAway: (call: UpstreamCall) => boolean;
  /** The function that Vercel calls for the topic. */
  consumer: ((delivery: Request) => Promise<Response>) | undefined;
  /** Delivers by the real clock, by itself; otherwise time passes by `pass` alone. */
  isLive: boolean;
  /** What its own clock shows, in seconds. */
  clock(): number;
  /** Lets so many seconds pass, and delivers what becomes visible in them, in that order. */
  pass(seconds: number): Promise<void>;
  /** Delivers a message now, whatever the clock says. */
  deliver(message: Message): Promise<Response | undefined>;
};

const CONSUMER = "api_Swake_Dts";
/** `retryAfterSeconds` of the trigger. */
const RETRY_AFTER_SECONDS = 60;

/** Plays Vercel Queues for one consumer, by https://vercel.com/docs/queues/api. */
export function createQueue(): {
  queue: Queue;
  answer: (call: UpstreamCall) => Answer;
  close: () => void;
} {
  const startedAt = performance.now();
  let passed = 0;
  const timers = new Set<NodeJS.Timeout>();

  const queue: Queue = {
    messages: [],
    operations: 0,
    isAway: () => false,
    consumer: undefined,
    isLive: false,
    clock: () => passed + (queue.isLive ? (performance.now() - startedAt) / 1000 : 0),
    async pass(seconds) {
      const until = passed + seconds;
      for (let next = nextBefore(until); next; next = nextBefore(until)) {
        passed = Math.max(passed, next.visibleAt);
        await queue.deliver(next);
      }
      passed = until;
    },
    async deliver(message) {
      message.deliveries += 1;
      message.visibleAt = queue.clock() + RETRY_AFTER_SECONDS;
      queue.operations += 1;
      return queue.consumer?.(deliveryOf(message));
    },
  };

  const nextBefore = (until: number) =>
    queue.messages
      .filter(({ isAcknowledged, visibleAt }) => !isAcknowledged && visibleAt <= until)
      .sort((a, b) => a.visibleAt - b.visibleAt)[0];

  const deliverLater = (message: Message) => {
    if (!queue.isLive || message.isAcknowledged) return;
    const afterMs = Math.max(message.visibleAt - queue.clock(), 0) * 1000;
    const timer = setTimeout(async () => {
      timers.delete(timer);
      // Whoever cannot be reached is called again.
      await queue.deliver(message).catch(() => {});
      deliverLater(message);
    }, afterMs);
    timers.add(timer);
  };

  function send(topic: string, { headers, body }: UpstreamCall): Answer {
    const key = headers["vqs-idempotency-key"];
    queue.operations += key === undefined ? 1 : 2;
    const same = queue.messages.find((other) => key !== undefined && other.key === key);
    if (same) return { status: 201, body: { messageId: same.id } };
    const delaySeconds = Number(headers["vqs-delay-seconds"] ?? 0);
    const retentionSeconds = Number(headers["vqs-retention-seconds"] ?? 86_400);
    if (delaySeconds > retentionSeconds || retentionSeconds > 604_800)
      return { status: 400, body: "too long" };
    const message = {
      id: `msg-${queue.messages.length + 1}`,
      topic,
      payload: body,
      key,
      delaySeconds,
      retentionSeconds,
      visibleAt: queue.clock() + delaySeconds,
      deliveries: 0,
      isAcknowledged: false,
    };
    queue.messages.push(message);
    deliverLater(message);
    return { status: 201, body: { messageId: message.id } };
  }

  function settle(handle: string, { method, body }: UpstreamCall): Answer {
    queue.operations += 1;
    const message = queue.messages.find(({ id, deliveries }) => handle === `${id}.${deliveries}`);
    if (!message || message.isAcknowledged) return { status: 409, body: "not yours" };
    if (method === "DELETE") message.isAcknowledged = true;
    // What a PATCH says is ours.
    else
      message.visibleAt =
        queue.clock() + Number((body as { visibilityTimeoutSeconds: number }).visibilityTimeoutSeconds);
    return { status: method === "DELETE" ? 204 : 200, body: undefined };
  }

  return {
    queue,
    answer(call) {
      if (queue.isAway(call)) return { status: 500, body: "away" };
      if (!call.headers.authorization) return { status: 401, body: "no token" };
      const [, topic, handle] =
        /^\/api\/v3\/topic\/([\w-]+)(?:\/consumer\/[\w-]+\/lease\/(.+))?$/.exec(call.path) ?? [];
      if (topic === undefined) return { status: 404, body: "no such message" };
      return handle === undefined ? send(topic, call) : settle(handle, call);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function deliveryOf({ id, topic, payload, deliveries }: Message): Request {
  const in5Minutes = new Date(Date.now() + 300_000).toISOString();
  return new Request("https://tickline.example/api/wake", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "ce-type": "com.vercel.queue.v2beta",
      "ce-vqsqueuename": topic,
      "ce-vqsconsumergroup": CONSUMER,
      "ce-vqsmessageid": id,
      "ce-vqsreceipthandle": `${id}.${deliveries}`,
      "ce-vqsdeliverycount": String(deliveries),
      "ce-vqscreatedat": new Date().toISOString(),
      "ce-vqsregion": "iad1",
      "ce-vqsvisibilitydeadline": in5Minutes,
    },
    body: JSON.stringify(payload),
  });
}
