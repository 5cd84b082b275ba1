import { actOnPage, FORM_BODY, showPage } from "../lib/console/console.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";
import { isSidebar, sidebarBody, sidebarErrorsAs } from "../lib/sidebar/address.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

/** The console, and the sidebar in Zendesk, which is another address of the same function. */
export const endpoint = defineEndpoint(instanceDeps, {
  route: "console",
  refusals: { unsigned: 401, notDurable: 503 },
  errorsAs: (request) => (isSidebar(request) ? sidebarErrorsAs(request) : "text"),
  methods: {
    GET: {
      handle: async (incoming, deps) =>
        isSidebar({ url: incoming.rawQuery })
          ? (await sidebar()).answerSidebar("GET", incoming, deps)
          : showPage(incoming, deps),
    },
    POST: {
      body: (request) => (isSidebar(request) ? sidebarBody(request) : FORM_BODY),
      handle: async (incoming, deps) =>
        isSidebar({ url: incoming.rawQuery })
          ? (await sidebar()).answerSidebar("POST", incoming, deps)
          : actOnPage(incoming, deps),
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;

/** Whoever opens the console does not wait for it. */
const sidebar = () => import("../lib/sidebar/sidebar.ts");
