import type { Twilio } from "../twilio.ts";
import { first } from "../upstreams/call.ts";
import { sendCallback, settleMessage } from "./callbacks.ts";
import type { DeliverSettings } from "./deliver.ts";
import type { TwilioMessage } from "./message.ts";
import { isWhatsApp } from "./send.ts";

const STEP_MS = 350;
const LATE_MS = 8000;

/** Sends the callbacks of `"auto"` by timers, in the mood of the moment. Its `close` ends them all. */
export function scheduleCallbacks(twilio: Twilio, settings: DeliverSettings) {
  const timers = new Set<NodeJS.Timeout>();
  const readable = new Map<string, number>();
  const after = (delayMs: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.add(timer);
  };
  const tell = (message: TwilioMessage, status: string, delayMs: number) => {
    if (!first(message.form, "StatusCallback")) return;
    // An unanswered callback is Twilio's loss: it is neither retried nor an error here.
    const call = () => void sendCallback(settings, message, status).catch(() => undefined);
    const times = twilio.mood.doubled ? [delayMs, delayMs + STEP_MS / 2] : [delayMs];
    for (const time of times) after(time + (twilio.mood.late ? LATE_MS : 0), call);
  };

  return {
    /** A send was accepted: its course begins. */
    accepted(message: TwilioMessage) {
      const course = message.failsWith ? ["queued", "failed"] : ["queued", "sent", "delivered"];
      const told = twilio.mood.reversed ? course.toReversed() : course;
      for (const [index, status] of course.entries()) {
        const delayMs = STEP_MS * (index + 1);
        after(delayMs, () => {
          settleMessage(message, status, status === "failed" ? message.failsWith : undefined);
        });
        tell(message, told[index] ?? status, delayMs);
      }
      if (!message.failsWith) readable.set(message.sid, Date.now() + STEP_MS * course.length);
    },
    /** The customer has seen a message: once, on WhatsApp only, and not before it was delivered. */
    read(message: TwilioMessage) {
      const deliveredAt = readable.get(message.sid);
      if (deliveredAt === undefined || !isWhatsApp(message.to)) return;
      readable.delete(message.sid);
      const delayMs = Math.max(deliveredAt - Date.now(), 0) + STEP_MS;
      after(delayMs, () => settleMessage(message, "read"));
      tell(message, "read", delayMs);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
