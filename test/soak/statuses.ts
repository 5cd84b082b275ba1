import { setTimeout as pause } from "node:timers/promises";
import { MESSAGE_STATUSES } from "../../lib/domain/message-status.ts";
import { sendCallback } from "../sandbox/twilio/callbacks.ts";
import { beginWait } from "./ledger.ts";
import type { World } from "./load.ts";
import { againBy } from "./plan.ts";
import { randomFrom } from "./random.ts";
import type { Sent } from "./watch.ts";

/** Twilio's code for a recipient who has no WhatsApp; Meta's own is what it says unless told otherwise. */
const NOBODY_THERE = "63024";
const FAILED_PERCENT = 3;

/** Providers tell what became of each message, in no order, some of it twice. Which is the seed's. */
export function tellStatuses(world: World, seed: string): { finished(): Promise<void> } {
  const underWay = new Set<Promise<unknown>>();
  world.watch.onSent((sent) => {
    const work = tell(world, sent, seed).finally(() => underWay.delete(work));
    underWay.add(work);
  });
  return {
    async finished() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

async function tell(world: World, sent: Sent, seed: string): Promise<void> {
  const random = randomFrom(`${seed} ${sent.to} ${sent.text}`);
  const course = random.percent(FAILED_PERCENT)
    ? ["failed"]
    : ["sent", "delivered", "read"].slice(0, random.between(1, 3));
  const highest = course.at(-1) ?? "sent";
  settle(world, sent, highest);
  await pause(random.between(50, 1_500));
  await Promise.all(
    random.shuffled(course).map(async (status, n) => {
      const [again, afterMs] = [againBy(random), n * random.between(0, 1_500)];
      await pause(afterMs);
      const call = () => callback(world, sent, status);
      const who = `${status} of ${sent.id}`;
      const wait = beginWait(world.ledger, {
        for: "status -> row",
        who,
        needs: ["house", `number ${sent.to}`],
      });
      // Its 2xx says that the row stands.
      const acceptedAt = await world.post.deliver(call, { who, again, needs: [`number ${sent.to}`] });
      wait.until = Date.now();
      if (acceptedAt === undefined) return;
      const { statuses } = world.ledger;
      statuses.set(sent.id, [...(statuses.get(sent.id) ?? []), status]);
    }),
  );
}

function settle({ house }: World, { provider, id }: Sent, status: string): void {
  house.upstreams[provider].settle(id, status);
}

function callback({ house }: World, { provider, id }: Sent, status: string): Promise<Response> {
  const { twilio, meta, deliver } = house.upstreams;
  if (provider === "twilio") {
    const extra = status === "failed" ? { ErrorCode: NOBODY_THERE } : undefined;
    return sendCallback(deliver, twilio.message(id), status, extra);
  }
  return meta.post(meta.envelope({ statuses: [meta.statusOf(id, status)] }));
}

/** Where a status stands in the order of what it proves. */
export const rankOf = (status: string) => (MESSAGE_STATUSES as readonly string[]).indexOf(status);

const LOOK_EVERY_MS = 400;

/** Looks again and again at the status that everybody can see, and notes each step back. */
export function watchForStepsBack({ house }: World): { stop(): Promise<string[]> } {
  const last = new Map<string, string>();
  const stepsBack: string[] = [];
  let isOver = false;
  const look = async () => {
    const rows = await house
      .rows<{ id: string; status: string }>(
        "select id, status from contact_logs where direction = 'outbound'",
      )
      .catch(() => []);
    for (const { id, status } of rows) {
      const before = last.get(id);
      if (before && rankOf(status) < rankOf(before)) stepsBack.push(`${id} went from ${before} to ${status}`);
      last.set(id, status);
    }
  };
  const work = (async () => {
    while (!isOver) {
      await look();
      await pause(LOOK_EVERY_MS);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await work;
      return stepsBack;
    },
  };
}
