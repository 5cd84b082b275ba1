import { defineEndpoint } from "../lib/http/endpoint.ts";
import { wakeUp } from "../lib/wake/wake-up.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

const ANSWERS = {
  drained: { status: 200, body: "ok\n", message: "Wake: what was due is done" },
  "put-back": { status: 200, body: "ok\n", message: "Wake: it failed, and the queue wakes us again" },
  "not-acknowledged": {
    status: 500,
    body: "Not acknowledged.",
    message: "Wake: the queue did not take our thanks",
  },
  "not-a-delivery": {
    status: 400,
    body: "Only Vercel Queues call this.",
    message: "Wake: no delivery of the queue's",
  },
} as const;

/** Vercel calls it for the topic `wake`, from inside; from outside it cannot be reached (docs/adr/0021). */
export const endpoint = defineEndpoint(instanceDeps, {
  route: "wake",
  refusals: { unsigned: 401, notDurable: 503 },
  methods: {
    POST: {
      body: { contentTypes: ["application/json"], maxBytes: 1_000, mayBeEmpty: true },
      async handle(delivery, deps) {
        const outcome = await deps.wake.receive(delivery, () => wakeUp(deps, "queue"));
        return { ...ANSWERS[outcome], outcome };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
