import { actOnPage, FORM_BODY, showPage } from "../lib/console/console.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "console",
  refusals: { unsigned: 401, notDurable: 503 },
  methods: {
    GET: { handle: showPage },
    POST: { body: FORM_BODY, handle: actOnPage },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
