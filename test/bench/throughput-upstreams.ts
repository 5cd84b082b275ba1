import { startUpstreams } from "../sandbox/upstreams.ts";
import { ACCOUNT, PUBLIC, TOKEN } from "./start-server.ts";

/** What has reached them so far. */
export type Reached = {
  /** Every message that was sent: to whom, and when it arrived, in milliseconds since 1970. */
  sent: { to: string; at: number }[];
  /** What each ticket's comments say, oldest first. */
  tickets: string[][];
};

/**
 * The upstreams as a process of their own, started by `fork`: their work is not the instance's. Told a number, each answer takes so
 * many milliseconds from then on.
 */
const upstreams = await startUpstreams({
  deliver: { publicBaseUrl: PUBLIC, accountSid: ACCOUNT, authToken: TOKEN },
});
const { twilio, zendesk } = upstreams;

process.on("message", (told: number | "reached") => {
  if (typeof told === "number") upstreams.answerAfterMs = told;
  else process.send?.(reached());
});
process.send?.(upstreams.origin);

function reached(): Reached {
  return {
    sent: twilio.sent.map(({ to, at }) => ({ to, at: at.getTime() })),
    tickets: zendesk.tickets.map(({ comments }) => comments.map(({ body }) => body)),
  };
}
