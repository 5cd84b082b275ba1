import { answerPost } from "../lib/bulk/answer-post.ts";
import { jsonAnswer } from "../lib/http/answer.ts";
import { requireApiKey } from "../lib/http/bearer.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";
import { API_REFUSALS, BULK_BODY, readApiFields } from "../lib/http/read-fields.ts";
import { showerOf } from "../lib/wiring/shower-of.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "messages",
  refusals: API_REFUSALS,
  errorsAs: "json",
  methods: {
    GET: {
      async handle({ headers, rawQuery }, deps) {
        requireApiKey(headers, deps.env, "read");
        const query = new URLSearchParams(rawQuery);
        const show = await showerOf(query);
        return { ...jsonAnswer(200, await show(deps, query)), outcome: "shown", message: "Messages: shown" };
      },
    },
    POST: {
      body: BULK_BODY,
      async handle(incoming, deps) {
        const actor = requireApiKey(incoming.headers, deps.env, "send");
        const query = new URLSearchParams(incoming.rawQuery);
        const { said, answer } = query.has("batch")
          ? await (await import("../lib/bulk/named-batch.ts")).retryNamedBatch(deps, query, actor)
          : await answerPost(deps, readApiFields(incoming), { ...incoming, actor });
        return { ...jsonAnswer(202, answer), outcome: "accepted", message: said, background: deps.drain };
      },
    },
    DELETE: {
      async handle({ headers, rawQuery }, deps) {
        const actor = requireApiKey(headers, deps.env, "send");
        const query = new URLSearchParams(rawQuery);
        const { cancelNamedBatch } = await import("../lib/bulk/named-batch.ts");
        const { said: message, answer } = await cancelNamedBatch(deps, query, actor);
        return { ...jsonAnswer(200, answer), outcome: "canceled", message };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
