import { readFileSync } from "node:fs";
import type { BrowserContext, Frame, Page } from "playwright-core";
import { createTicketDesk } from "../sandbox/dev/ticket-desk.ts";
import type { World } from "./world.ts";

/** A ticket as an agent sees it in Zendesk, in a browser, and Tickline's frame beside it. */
export type TicketInBrowser = {
  page: Page;
  sidebar: Frame;
  /** Errors of scripts, and what the Content-Security-Policy refused. */
  mistakes: string[];
};

const PAGE = new URL("../sandbox/page/", import.meta.url);
const TYPES: Record<string, string> = { html: "text/html", css: "text/css", js: "text/javascript" };

/** Opens the sandbox's page of a ticket on a world: a new one where there is no id. */
export async function openTicket(
  world: World,
  visitor: BrowserContext,
  id: number | string | null,
): Promise<TicketInBrowser> {
  const page = await visitor.newPage();
  const mistakes = mistakesOf(page);
  await servePage(page, world);
  await page.goto(`${world.origin}/sandbox/ticket.html${id === null ? "" : `?id=${id}`}`);
  const handle = await page.locator("iframe.app").elementHandle();
  const sidebar = await handle?.contentFrame();
  if (!sidebar) throw new Error("the ticket has no sidebar");
  await sidebar.locator("#sidebar:not([aria-busy])").waitFor();
  return { page, sidebar, mistakes };
}

/** The sandbox's files, and what they ask the sandbox for. */
async function servePage(page: Page, world: World): Promise<void> {
  const desk = createTicketDesk(world);
  await page.route(`${world.origin}/sandbox/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice("/sandbox/".length);
    if (name === "app-token") {
      const json = desk.signAppToken(route.request().postDataJSON());
      return route.fulfill({ json });
    }
    if (name === "events") {
      // It ends at once, and is asked for again.
      const body = `retry: 200\nevent: desk\ndata: ${JSON.stringify(desk.desk())}\n\n`;
      return route.fulfill({ contentType: "text/event-stream", body });
    }
    const contentType = TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain";
    return route.fulfill({ contentType, body: readFileSync(new URL(name, PAGE)) });
  });
}

function mistakesOf(page: Page): string[] {
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => {
    // An answer of 4xx or 5xx is what some tests are about.
    if (message.type() === "error" && !message.text().startsWith("Failed to load"))
      mistakes.push(message.text());
  });
  return mistakes;
}
