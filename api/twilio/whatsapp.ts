import { masked } from "../../lib/domain/address.ts";
import { defineEndpoint } from "../../lib/http/endpoint.ts";
import { acceptMessage } from "../../lib/inbound/accept-message.ts";
import { parseInbound } from "../../lib/providers/twilio/parse-inbound.ts";
import { TWILIO_ROUTES } from "../../lib/providers/twilio/routes.ts";
import { readTwilioWebhook, TWILIO_BODY, TWILIO_REFUSALS } from "../../lib/providers/twilio/webhook.ts";
import { instanceDeps } from "../../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "twilio/whatsapp",
  refusals: TWILIO_REFUSALS,
  methods: {
    POST: {
      body: TWILIO_BODY,
      async handle(incoming, deps) {
        const parsed = parseInbound(readTwilioWebhook(incoming, deps, TWILIO_ROUTES.inbound));
        const outcome = await acceptMessage(deps, {
          ...parsed,
          raw: new TextDecoder().decode(incoming.bytes),
          beside: { webhook: "twilio/whatsapp" },
        });
        const from = masked(parsed.message?.contact.address ?? "");
        const message = `Twilio inbound webhook: SID=${parsed.messageId}, From=${from}, ${outcome}`;
        return {
          status: 200,
          body: "<Response/>",
          contentType: "text/xml",
          outcome,
          message,
          background: deps.drain,
        };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
