import { checkHealth, healthInWords } from "../lib/health/check-health.ts";
import { requireInsider } from "../lib/http/bearer.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "health",
  refusals: { unsigned: 401, notDurable: 503 },
  methods: {
    GET: {
      async handle({ headers }, deps) {
        const isInsider = requireInsider(headers, deps.env);
        const health = await checkHealth(deps);
        const outcome = health.healthy ? "healthy" : "unhealthy";
        const body = `${JSON.stringify(isInsider ? health : healthInWords(health), null, 2)}\n`;
        const status = health.healthy ? 200 : 503;
        return { status, body, contentType: "application/json", outcome, message: `Health: ${outcome}` };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
