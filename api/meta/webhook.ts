import { defineEndpoint } from "../../lib/http/endpoint.ts";
import { acceptMetaWebhook } from "../../lib/inbound/accept-meta-webhook.ts";
import { answerSubscription } from "../../lib/providers/meta/subscription.ts";
import { META_BODY, META_REFUSALS, metaSettings, readMetaWebhook } from "../../lib/providers/meta/webhook.ts";
import { instanceDeps } from "../../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "meta/webhook",
  refusals: META_REFUSALS,
  methods: {
    GET: {
      async handle({ rawQuery }, { env }) {
        const challenge = answerSubscription(rawQuery, metaSettings(env).verifyToken);
        return { status: 200, body: challenge, outcome: "verified", message: "Meta webhook: verified" };
      },
    },
    POST: {
      body: META_BODY,
      async handle(incoming, deps) {
        const webhook = readMetaWebhook(incoming, deps);
        const accepted = await acceptMetaWebhook(deps, webhook);
        const fields = { ...accepted, foreign: webhook.foreign };
        const counted = Object.entries(fields).flatMap(([what, count]) =>
          count > 0 ? [`${count} ${what}`] : [],
        );
        const message = `Meta webhook: ${counted.join(", ") || "nothing in it"}`;
        return { status: 200, body: null, outcome: "stored", message, fields, background: deps.drain };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
