import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { expect } from "vitest";
import type { SidebarState } from "../../lib/sidebar/state.ts";
import { createTicketDesk } from "../sandbox/dev/ticket-desk.ts";
import { startChromium } from "./chromium.ts";
import { fastWorld } from "./messages-api.ts";
import { SIDEBAR_ENV } from "./sidebar.ts";
import { lastTicket } from "./two-way.ts";
import { testIn, type World } from "./world.ts";

/** Within a few rounds of a page that asks every four seconds; the rest is a slow machine's. */
export const SOON = { timeout: 60_000 };

/** A ticket as an agent sees it in Zendesk, in a browser, and Tickline's frame beside it. */
type TicketInBrowser = { page: Page; sidebar: Frame };

/** A ticket's page, the newest one's unless told otherwise, a new ticket's for null; the sidebar is told `state`, where one is given. */
export type Open = (asked?: {
  id?: number | string | null;
  state?: (ticketId: string) => SidebarState;
}) => Promise<TicketInBrowser>;

type Fixtures = { browser: Browser; visitor: BrowserContext; open: Open };

/** A test with a browser, in which every mistake that a script makes is a failure. */
export const ticketTest = (env: Record<string, string> = {}) =>
  testIn(() => fastWorld({ ...SIDEBAR_ENV, ...env })).extend<Fixtures>({
    browser: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
      async ({}, use) => {
        const browser = await startChromium();
        await use(browser);
        await browser.close();
      },
      { scope: "file" },
    ],
    visitor: async ({ browser }, use) => {
      const visitor = await browser.newContext({
        colorScheme: "light",
        viewport: { width: 1100, height: 900 },
      });
      visitor.setDefaultTimeout(SOON.timeout);
      await use(visitor);
      await visitor.close();
    },
    open: async ({ world, visitor }, use) => {
      const mistakes: string[] = [];
      await use(async ({ id = lastTicket(world).id, state } = {}) => {
        const page = await visitor.newPage();
        watch(page, mistakes);
        await servePage(page, world);
        if (state)
          await page.route("**/zendesk/app/ticket?*", (route) => route.fulfill({ json: state(String(id)) }));
        await page.goto(`${world.origin}/sandbox/ticket.html${id === null ? "" : `?id=${id}`}`);
        return { page, sidebar: await sidebarIn(page) };
      });
      expect(mistakes).toEqual([]);
    },
  });

/** The frame of a ticket's page, when it shows something. */
export async function sidebarIn(page: Page): Promise<Frame> {
  const handle = await page.locator("iframe.app").elementHandle();
  const sidebar = await handle?.contentFrame();
  if (!sidebar) throw new Error("the ticket has no sidebar");
  await sidebar.locator("#sidebar:not([aria-busy])").waitFor();
  return sidebar;
}

const PAGE = new URL("../sandbox/page/", import.meta.url);
const TYPES: Record<string, string> = { html: "text/html", css: "text/css", js: "text/javascript" };

/** The sandbox's files, and what they ask the sandbox for. */
async function servePage(page: Page, world: World): Promise<void> {
  const desk = createTicketDesk(world);
  await page.route(`${world.origin}/sandbox/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice("/sandbox/".length);
    const given = () => route.request().postDataJSON();
    if (name === "app-token") return route.fulfill({ json: desk.signAppToken(given()) });
    if (name === "ticket") return route.fulfill({ json: desk.make(given()) });
    if (name === "events") {
      // It ends at once, and is asked for again.
      const body = `retry: 200\nevent: desk\ndata: ${JSON.stringify(desk.desk())}\n\n`;
      return route.fulfill({ contentType: "text/event-stream", body });
    }
    const contentType = TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain";
    return route.fulfill({ contentType, body: readFileSync(new URL(name, PAGE)) });
  });
}

/** Errors of scripts, and what the Content-Security-Policy refused. */
function watch(page: Page, mistakes: string[]): void {
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => {
    // An answer of 4xx or 5xx is what some tests are about.
    if (message.type() === "error" && !message.text().startsWith("Failed to load"))
      mistakes.push(message.text());
  });
}
