import type { Arrived } from "../../lib/domain/kept-payload.ts";
import { defineEndpoint } from "../../lib/http/endpoint.ts";
import { parseConversationEvent } from "../../lib/providers/twilio/parse-conversation-event.ts";
import { TWILIO_ROUTES } from "../../lib/providers/twilio/routes.ts";
import { readTwilioEvent, TWILIO_EVENT_BODY, TWILIO_REFUSALS } from "../../lib/providers/twilio/webhook.ts";
import { acceptStatus } from "../../lib/statuses/accept-status.ts";
import { acceptConversationEvent } from "../../lib/twilio-conversations/accept-conversation-event.ts";
import { keepEvent } from "../../lib/twilio-conversations/keep-event.ts";
import { instanceDeps } from "../../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "twilio/conversation-events",
  refusals: TWILIO_REFUSALS,
  methods: {
    POST: {
      body: TWILIO_EVENT_BODY,
      async handle(incoming, deps) {
        const { form, path } = readTwilioEvent(incoming, deps, TWILIO_ROUTES.conversations);
        const parsed = parseConversationEvent(form, path, deps.env.twilio);
        const raw = new TextDecoder().decode(incoming.bytes);
        const arrived: Arrived = { raw, beside: { webhook: "twilio/conversation-events", path } };
        const accept = () => {
          if (parsed.event === "mirrored") return acceptConversationEvent(deps, parsed.told, arrived);
          if (parsed.event === "delivery") return acceptStatus(deps, { ...parsed, ...arrived });
          if (parsed.event === "unknown") return keepEvent(deps, { ...parsed, ...arrived });
          return "let-through";
        };
        const outcome = await accept();
        const message = `Twilio conversation webhook: ${parsed.eventType}, ${outcome}`;
        const answer = { status: 200, body: null, outcome, message };
        if (outcome === "let-through") return answer;
        const promisedWork =
          outcome === "reported" || (deps.env.conversationsCreateTickets && outcome === "stored");
        return { ...answer, background: promisedWork ? deps.drain : deps.drainInPassing };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
