import { defineEndpoint } from "../../lib/http/endpoint.ts";
import { parseStatus } from "../../lib/providers/twilio/parse-status.ts";
import { TWILIO_ROUTES } from "../../lib/providers/twilio/routes.ts";
import {
  queryParameter,
  readTwilioWebhook,
  TWILIO_BODY,
  TWILIO_REFUSALS,
} from "../../lib/providers/twilio/webhook.ts";
import { acceptStatus } from "../../lib/statuses/accept-status.ts";
import { instanceDeps } from "../../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "twilio/status",
  refusals: TWILIO_REFUSALS,
  methods: {
    GET: {
      async handle() {
        const body = "Twilio's status callbacks arrive here by POST. It works when the log shows them.\n";
        return { status: 200, body, outcome: "hint", message: "Twilio status webhook: opened in a browser" };
      },
    },
    POST: {
      body: TWILIO_BODY,
      async handle(incoming, deps) {
        const form = readTwilioWebhook(incoming, deps, TWILIO_ROUTES.status);
        const parsed = parseStatus(form, queryParameter(incoming.rawQuery, "log"));
        const outcome = await acceptStatus(deps, {
          ...parsed,
          raw: new TextDecoder().decode(incoming.bytes),
          beside: { webhook: "twilio/status", log: parsed.update?.logId ?? null },
        });
        const message = `Twilio status webhook: SID=${parsed.messageId}, Status=${parsed.statusWord}`;
        const status = outcome === "kept" ? 200 : 204;
        const background = outcome === "reported" ? deps.drain : deps.drainInPassing;
        return { status, body: null, outcome, message, background };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
