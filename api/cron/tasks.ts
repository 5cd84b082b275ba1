import { noteCron } from "../../lib/health/note-cron.ts";
import { requireBearer } from "../../lib/http/bearer.ts";
import { defineEndpoint } from "../../lib/http/endpoint.ts";
import { beginDailyPurge } from "../../lib/retention/begin-daily-purge.ts";
import { countInCron } from "../../lib/stats/count-hours.ts";
import { instanceDeps } from "../../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "cron/tasks",
  refusals: { unsigned: 401, notDurable: 503 },
  methods: {
    GET: {
      async handle({ headers }, deps) {
        const { cronSecret, invalid } = deps.env;
        requireBearer(headers, [cronSecret], { setting: "CRON_SECRET", invalid });
        await noteCron(deps);
        await beginDailyPurge(deps);
        await deps.drain();
        await countInCron(deps);
        return { status: 200, body: "ok\n", outcome: "drained", message: "Cron: what was due is done" };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
