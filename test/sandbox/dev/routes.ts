import { readFile } from "node:fs/promises";
import type { Upstreams } from "../upstreams.ts";
import { createConversations } from "./conversations.ts";
import { openDatabaseView } from "./database-view.ts";
import { createEvents } from "./events.ts";
import { createPhone } from "./phone.ts";
import { readSections } from "./sections.ts";
import { createSwitches } from "./switches.ts";
import { createTicketDesk } from "./ticket-desk.ts";

const PAGE = new URL("../page/", import.meta.url);
const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** What a file from outside may do when it is opened by itself: nothing. */
const HARMLESS = {
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
};
const OWN_FILES_ONLY = {
  "content-security-policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'",
};

type SandboxOptions = { upstreams: Upstreams; databaseUrl: string; turnAssistant(to: "off" | "on"): void };

/** The sandbox's own pages: `handle` answers `/` and `/sandbox/...`, and leaves everything else alone. */
export function createSandbox({ upstreams, databaseUrl, turnAssistant }: SandboxOptions) {
  const database = openDatabaseView(databaseUrl);
  const phone = createPhone(upstreams);
  const conversations = createConversations(upstreams);
  const tickets = createTicketDesk(upstreams);
  const switches = createSwitches(upstreams, turnAssistant);
  const parts = { upstreams, phone, conversations, tickets, switches: switches.now };
  const events = createEvents(async () => readSections(parts, await database.read()));

  async function act(path: string, given: unknown): Promise<unknown> {
    if (path === "phone/send") return phone.send(given);
    if (path === "phone/redeliver") return phone.redeliver(given);
    if (path === "phone/read") return phone.read(given);
    if (path.startsWith("conversations/"))
      return conversations.act(path.slice("conversations/".length), given);
    if (path === "switches") return switches.set(given);
    if (path.startsWith("tickets/")) return tickets.act(path.slice("tickets/".length), given);
    throw new Error(`the sandbox has no action ${path}`);
  }

  async function post(request: Request, path: string): Promise<Response> {
    // A foreign page cannot send this type without asking first, and is not answered when it asks.
    if (request.headers.get("content-type") !== "application/json") return text(415, "Send JSON.");
    if (path === "app-token") return Response.json(tickets.signAppToken(await request.json()));
    if (path === "ticket") return Response.json(tickets.make(await request.json()));
    const result = request.json().then((given) => act(path, given));
    // A hanging webhook must not keep the page from showing what was sent.
    void events.refresh();
    try {
      await result;
    } catch (error) {
      return text(400, error instanceof Error ? error.message : String(error));
    }
    await events.refresh();
    return new Response(null, { status: 204 });
  }

  function file(path: string): Response | undefined {
    const [kind, id] = path.split("/");
    const media =
      upstreams.twilio.messages.flatMap((message) => message.media).find(({ sid }) => sid === id) ??
      upstreams.meta.messages.find((message) => message.media?.id === id)?.media;
    const attached = upstreams.zendesk.files.find((one) => String(one.id) === id);
    const sent = phone.sent.withId(id);
    if (kind === "sent" && sent) return download(sent.bytes, sent.contentType);
    if (kind === "media" && media) return download(media.bytes, media.contentType);
    if (kind === "attachments" && attached) return download(attached.bytes, attached.content_type);
    return undefined;
  }

  return {
    async handle(request: Request): Promise<Response | undefined> {
      const { pathname } = new URL(request.url);
      if (pathname === "/") return page("index.html");
      if (!pathname.startsWith("/sandbox/")) return undefined;
      const path = pathname.slice("/sandbox/".length);
      if (request.method === "POST") return post(request, path);
      if (path === "events") {
        await events.refresh();
        return events.subscribe();
      }
      return file(path) ?? page(path);
    },
    async close(): Promise<void> {
      events.close();
      await database.close();
    },
  };
}

async function page(name: string): Promise<Response> {
  const type = TYPES[name.split(".").at(-1) ?? ""];
  const content =
    type && /^[a-z-]+\.\w+$/.test(name)
      ? await readFile(new URL(name, PAGE)).catch(() => undefined)
      : undefined;
  if (!type || !content) return text(404, "The sandbox has no such page.");
  return new Response(new Uint8Array(content), {
    headers: { "content-type": type, "cache-control": "no-cache", ...OWN_FILES_ONLY },
  });
}

function download(bytes: Buffer, contentType: string): Response {
  return new Response(new Uint8Array(bytes), { headers: { "content-type": contentType, ...HARMLESS } });
}

function text(status: number, message: string): Response {
  return new Response(`${message}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
