import type { QueueClient } from "@vercel/queue";
import * as z from "zod/mini";
import type { Env } from "../config/env.ts";
import { markSeen } from "../db/stats/last-seen.ts";
import { wakeMoment } from "../domain/tasks/wake-moment.ts";
import type { Deps, Wake, WakeDelivery } from "../ports.ts";

/** In vercel.json it is bound to api/wake.ts. */
const TOPIC = "wake";

/** A queue that takes longer is away: nobody's work waits for it. */
const SEND_LASTS_MS = 5_000;

/** A message is kept for so long after it came due, should we be away. The queue keeps none longer than a week, delay included. */
const KEPT_SECONDS = 86_400;

/** For so long a delivery is ours alone; the client renews it while we work. */
const VISIBILITY_SECONDS = 120;

/** How often it is noted for the doctor that the queue is away. */
const NOTED_EVERY_MS = 60_000;

const FIRST_AGAIN_SECONDS = 30;
const LONGEST_AGAIN_SECONDS = 15 * 60;

/** A message says for when it was asked, and nothing of anybody. */
const Message = z.object({ at: z.number() });

type Queue = Pick<Wake, "at" | "receive">;

/**
 * Wakes us by a message of Vercel Queues' that comes back to api/wake.ts. The same moment is asked for once, by whichever instance: its key is
 * the moment. An instance that has asked for an earlier one asks for nothing, since whoever is woken says when next.
 */
export function createQueue(env: Env, { db, log }: Pick<Deps, "db" | "log">): Queue {
  let client: Promise<QueueClient> | undefined;
  const connected = () => {
    client ??= connect(env);
    return client;
  };
  const sending = new Map<number, Promise<void>>();
  let pendingAt = 0;
  let early: { at: number; by: string } | undefined;
  let isAway = false;
  let failures = 0;
  let notedAt = 0;

  const send = async (at: number, inSeconds: number) => {
    // The moment's own message has come, before its time: the queue would take this one for the same.
    const again = early?.at === at ? `-after-${early.by}` : "";
    try {
      const sent = (await connected()).send(
        TOPIC,
        { at },
        {
          delaySeconds: inSeconds,
          retentionSeconds: inSeconds + KEPT_SECONDS,
          idempotencyKey: `wake-${at}${again}`,
        },
      );
      await inTime(sent);
      pendingAt = at;
      isAway = false;
    } catch (error) {
      if (!isAway)
        log.warn(
          `The queue took no wake-up (${nameOf(error)}): what waits, waits for the next webhook or the daily cron`,
        );
      isAway = true;
      failures += 1;
      if (Date.now() - notedAt < NOTED_EVERY_MS) return;
      notedAt = Date.now();
      await markSeen(db, "wake/unsent").catch(() => {});
    }
  };

  return {
    async at(dueInSeconds) {
      const { at, inSeconds } = wakeMoment(Date.now(), dueInSeconds);
      if (pendingAt * 1000 > Date.now() && pendingAt <= at) return;
      const sent = sending.get(at) ?? send(at, inSeconds).finally(() => sending.delete(at));
      sending.set(at, sent);
      await sent;
    },
    async receive(delivery, work) {
      if (!isOfTheQueue(delivery)) return "not-a-delivery";
      let hasFailed = false;
      const handle = (await connected()).handleCallback(
        async (message, { messageId }) => {
          const asked = Message.safeParse(message);
          pendingAt = 0;
          if (asked.success && asked.data.at * 1000 > Date.now())
            early = { at: asked.data.at, by: messageId };
          const failedBefore = failures;
          await work().catch((error) => {
            hasFailed = true;
            throw error;
          });
          // Nobody was asked to wake us next: then this message shall.
          hasFailed = failures > failedBefore;
          if (hasFailed) throw new Error("the queue took no next wake-up");
        },
        {
          visibilityTimeoutSeconds: VISIBILITY_SECONDS,
          // Asked as well where the work is done and the thanks for it were not taken: that, the platform tries again.
          retry: (_, { deliveryCount }) =>
            hasFailed
              ? {
                  afterSeconds: Math.min(
                    FIRST_AGAIN_SECONDS * 2 ** (deliveryCount - 1),
                    LONGEST_AGAIN_SECONDS,
                  ),
                }
              : undefined,
        },
      );
      const answered = await handle(requestOf(delivery));
      if (hasFailed) return "put-back";
      return answered.ok ? "drained" : "not-acknowledged";
    },
  };
}

/**
 * With an `upstreamOrigin` the queue is a simulated one. In production a message goes to whatever is deployed when it is delivered: an older
 * deployment, with settings of yesterday, should not work on. A preview wakes itself.
 */
async function connect({ upstreamOrigin, isPreview }: Env): Promise<QueueClient> {
  const { QueueClient } = await import("@vercel/queue");
  return new QueueClient({
    ...(!isPreview && { deploymentId: null }),
    ...(upstreamOrigin !== undefined && {
      region: "iad1",
      token: "simulated",
      resolveBaseUrl: (region) => new URL(`${upstreamOrigin}/${region}.vercel-queue.com`),
    }),
    telemetry: { isEnabled: false },
  });
}

/** The client would refuse others as well, and write a line that nobody can filter. */
function isOfTheQueue({ headers }: WakeDelivery): boolean {
  return (
    headers.get("ce-type") === "com.vercel.queue.v2beta" &&
    headers.get("ce-vqsqueuename") === TOPIC &&
    ["ce-vqsconsumergroup", "ce-vqsmessageid"].every((name) => headers.get(name))
  );
}

function requestOf({ headers, bytes }: WakeDelivery): Request {
  const told = [...headers].filter(([name]) => name.startsWith("ce-") || name === "content-type");
  return new Request("https://wake.invalid/", { method: "POST", headers: told, body: new Uint8Array(bytes) });
}

async function inTime(sent: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), SEND_LASTS_MS);
  });
  await Promise.race([sent, late]).finally(() => clearTimeout(timer));
}

/** Its text is the queue's, or the network's. */
const nameOf = (error: unknown) => (error instanceof Error ? error.name : "an unknown error");
