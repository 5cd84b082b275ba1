import { checkHealth } from "../lib/health/check-health.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";

export const endpoint = defineEndpoint({
  route: "health",
  refusals: { unsigned: 401, notDurable: 503 },
  methods: {
    GET: {
      async handle(_, deps) {
        const health = await checkHealth(deps);
        const outcome = health.healthy ? "healthy" : "unhealthy";
        const body = `${JSON.stringify(health, null, 2)}\n`;
        const status = health.healthy ? 200 : 503;
        return { status, body, contentType: "application/json", outcome, message: `Health: ${outcome}` };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
