import { acceptTicketNews } from "../../lib/agent-reply/accept-ticket-news.ts";
import { defineEndpoint } from "../../lib/http/endpoint.ts";
import { instanceDeps } from "../../lib/wiring/wire.ts";
import { readZendeskWebhook, ZENDESK_BODY, ZENDESK_REFUSALS } from "../../lib/zendesk/webhook.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "zendesk/agent-reply",
  refusals: ZENDESK_REFUSALS,
  methods: {
    POST: {
      body: ZENDESK_BODY,
      async handle(incoming, deps) {
        const { news, arrived } = readZendeskWebhook(incoming, deps);
        const outcome = await acceptTicketNews(deps, news, arrived);
        const message = `Zendesk webhook: ticket ${news?.ticketId ?? "none"}, ${outcome}`;
        const isPromised = outcome === "reply" || outcome === "tagged" || outcome === "solved";
        const background = isPromised ? deps.drain : deps.drainInPassing;
        return { status: 200, body: null, outcome, message, background };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
