import { noteCall } from "../lib/health/note-call.ts";
import { requireBearer } from "../lib/http/bearer.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";
import { promiseDailyRecoveries } from "../lib/recovery/daily.ts";
import { beginDailyPurge } from "../lib/retention/begin-daily-purge.ts";
import { countInCron } from "../lib/stats/count-hours.ts";
import { promiseDailySync } from "../lib/templates/sync-templates.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "cron",
  refusals: { unsigned: 401, notDurable: 503 },
  methods: {
    GET: {
      async handle({ headers, rawQuery }, deps) {
        const { cronSecret, invalid } = deps.env;
        requireBearer(headers, [cronSecret], { setting: "CRON_SECRET", invalid });
        // vercel.json makes it of the path: /api/cron/tasks, /api/cron/daily.
        const job = new URLSearchParams(rawQuery).get("job") === "daily" ? "daily" : "tasks";
        await noteCall(deps, `cron/${job}`);
        await promiseDailyRecoveries(deps);
        await beginDailyPurge(deps);
        if (job === "daily") await promiseDailySync(deps);
        await deps.drainOnTime();
        await countInCron(deps);
        return {
          status: 200,
          body: "ok\n",
          outcome: "drained",
          message: "Cron: what was due is done",
          fields: { job },
        };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
