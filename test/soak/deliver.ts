import { setTimeout as pause } from "node:timers/promises";
import type { Ledger, Needed } from "./ledger.ts";
import type { Again } from "./plan.ts";
import type { Random } from "./random.ts";

/** Longer than anything that is done to the house here. */
const MOST_TRIES = 90;
const BETWEEN_TRIES_MS = 1_000;
/** As long as Twilio waits. */
const PATIENCE_MS = 15_000;

/** Webhooks that are on their way, those too that come a second time. */
export type Post = {
  /** Delivers a webhook until it is accepted. @returns when the call that was accepted began; undefined when none was */
  deliver(call: () => Promise<Response>, options: DeliverOptions): Promise<number | undefined>;
  /** Resolves when nothing is on its way. */
  finished(): Promise<void>;
};

type DeliverOptions = {
  who: string;
  again?: Again;
  /** Beside the house. */
  needs?: Needed[];
  /** How long the caller waits for an answer. */
  patienceMs?: number;
};

/** Whoever delivers webhooks as providers do: what was not accepted comes again, and some that was comes again all the same. */
export function createPost(ledger: Ledger, random: Random): Post {
  const underWay = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work)).catch(() => undefined);
    return work;
  };

  async function untilAccepted(call: () => Promise<Response>, options: DeliverOptions) {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const from = Date.now();
      const status = await statusOf(call, options.patienceMs ?? PATIENCE_MS);
      const until = Date.now();
      const needs: Needed[] = ["house", ...(options.needs ?? [])];
      // What nobody answered, since its instance was just killed, is no answer's time.
      if (status > 0) ledger.waits.push({ for: "webhook -> answer", who: options.who, needs, from, until });
      if (status >= 200 && status < 300) return from;
      ledger.refusals[status] = (ledger.refusals[status] ?? 0) + 1;
      if ([400, 401, 403, 404, 413, 415].includes(status)) {
        ledger.violations.push(`${options.who}: a well-formed webhook was answered ${status}`);
        return undefined;
      }
      await pause(BETWEEN_TRIES_MS);
    }
    ledger.violations.push(`${options.who}: its webhook was not accepted in ${MOST_TRIES} attempts`);
    return undefined;
  }

  return {
    async deliver(call, options) {
      ledger.events += 1;
      const isTwice = options.again && options.again !== "no";
      if (isTwice) ledger.events += 1;
      const laterMs = random.between(500, 5_000);
      if (options.again === "at-once") {
        const both = [untilAccepted(call, options), untilAccepted(call, options)].map(track);
        const begun = (await Promise.all(both)).filter((at) => at !== undefined);
        return begun.length > 0 ? Math.min(...begun) : undefined;
      }
      const acceptedAt = await track(untilAccepted(call, options));
      if (options.again === "later") track(pause(laterMs).then(() => untilAccepted(call, options)));
      return acceptedAt;
    },
    async finished() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** The answer's status; 0 for none. */
async function statusOf(call: () => Promise<Response>, patienceMs: number): Promise<number> {
  const late = pause(patienceMs, undefined, { ref: false }).then(() => undefined);
  const response = await Promise.race([call().catch(() => undefined), late]);
  await response?.body?.cancel().catch(() => undefined);
  return response?.status ?? 0;
}
