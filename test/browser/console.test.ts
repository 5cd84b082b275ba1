import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { UpstreamCall } from "../sandbox/upstreams/call.ts";
import { CHROMIUM, startChromium } from "../support/chromium.ts";
import { signedIn as showing } from "../support/console.ts";
import { expectNoFaults } from "../support/expect-no-faults.ts";
import { approveContent, CONTENT_SID, call, numbers } from "../support/messages-api.ts";
import { type Sandbox, startSandbox } from "../support/sandbox-process.ts";
import { typeOnPhone } from "../support/type-on-phone.ts";
import { test as base } from "../support/world.ts";

/** What must have happened by then shows within two rounds of a page that asks every two seconds; the rest is a slow machine's. */
const SOON = { timeout: 60_000 };

let browser: Browser;
beforeAll(async () => {
  if (CHROMIUM) browser = await startChromium();
});
afterAll(() => browser?.close());

/** A browser whose user knows the password; every mistake that a page makes is a failure of the test. */
const test = base.extend<{ visitor: BrowserContext; console: Page }>({
  visitor: async ({ world }, use) => {
    const visitor = await signedIn(world.env.CONSOLE_PASSWORD ?? "");
    await use(visitor);
    await visitor.close();
  },
  console: async ({ visitor, world }, use) => {
    const page = await visitor.newPage();
    const mistakes = mistakesOf(page);
    await page.goto(`${world.origin}/console`);
    await use(page);
    expect(mistakes).toEqual([]);
  },
});

async function signedIn(password: string): Promise<BrowserContext> {
  const visitor = await browser.newContext({ httpCredentials: { username: "anyone", password } });
  visitor.setDefaultTimeout(SOON.timeout);
  return visitor;
}

/** Errors of scripts, and what the Content-Security-Policy refused. */
function mistakesOf(page: Page): string[] {
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => {
    // An answer of 403 or 404 is what some tests are about.
    if (message.type() === "error" && !message.text().startsWith("Failed to load"))
      mistakes.push(message.text());
  });
  return mistakes;
}

describe.skipIf(!CHROMIUM)("in a browser", () => {
  test("a dead task is retried with its button, and runs", async ({ world, console: page }) => {
    const isCreate = ({ method, path }: UpstreamCall) => method === "POST" && path.includes("/tickets");
    world.fail("zendesk", { status: 422 }, { times: 1, when: isCreate });
    await world.twilio.receive({ Body: "My invoice 123 is wrong" });
    await world.settle();

    await page.getByRole("link", { name: "Tasks" }).click();
    await page.getByRole("link", { name: /^Dead/ }).click();
    await page.locator("main tbody a").first().click();
    await page.getByRole("button", { name: "Retry" }).click();
    await expect.poll(() => page.locator(".notice").textContent(), SOON).toContain("runs again");
    await expect
      .poll(async () => (await world.tasks("file-message"))[0]?.done_at ?? null, SOON)
      .not.toBeNull();
    await expect.poll(() => page.locator("main dl").textContent(), SOON).toMatch(/Done/);
  });

  test("a script in a profile name is text, and does nothing", async ({ world, console: page }) => {
    const name = `<script>document.title="owned"</script><img src=x onerror="document.title='owned'">`;
    await world.twilio.receive({ Body: "My invoice 123 is wrong", ProfileName: name });
    await world.settle();
    await page.getByRole("link", { name: "Contacts" }).click();
    await page.getByRole("link", { name: "<script>" }).click();
    await expect.poll(() => page.locator("h1").textContent(), SOON).toContain("<script>");
    expect(await page.title()).not.toBe("owned");
    expect(await page.locator("main script, main img[onerror]").count()).toBe(0);
  });

  test("with a wrong password nothing is seen", async ({ world }) => {
    const stranger = await signedIn("not-the-password");
    const page = await stranger.newPage();
    const answer = await page.goto(`${world.origin}/console/contacts`).catch(() => null);
    expect(answer?.status() ?? 401).toBe(401);
    expect(await page.locator("main").count()).toBe(0);
    await stranger.close();
  });

  test("a form on another site cannot act in the console, though its visitor is signed in", async ({
    world,
    console: page,
  }) => {
    await world.twilio.receive({ Body: "My invoice 123 is wrong" });
    await world.settle();
    const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
    // The same machine by its other name is another site.
    const elsewhere = world.origin.replace("127.0.0.1", "localhost");
    await page.goto(`${elsewhere}/api/health`);
    await page.evaluate((action) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action });
      document.body.append(form);
      form.submit();
    }, `${world.origin}/console/contacts/${contact?.id}/block`);
    await expect
      .poll(() => page.textContent("body").catch(() => ""), SOON)
      .toContain("not sent by the console");
    expect(await world.database.rows("select id from contacts where blocked_at is not null")).toEqual([]);
  });

  test("a bulk send's bar moves to its end without a reload", async ({ world, console: page }) => {
    approveContent(world);
    const variables = { 1: "Ana", 2: "Order 7" };
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const { json } = await call(world, { contentSid: CONTENT_SID, variables, sendAt, to: numbers(30) });
    await page.goto(`${world.origin}/console/batches/${json.batchId}`);
    await expect.poll(() => page.locator("main").textContent(), SOON).toContain("queued30");
    world.twilio.callbacks = "auto";
    await world.later(3_700);
    await expect.poll(() => page.locator("main").textContent(), SOON).toContain("queued0");
  });
});

/** The sandbox as `npm run dev` starts it: with a phone to type on. */
const sandboxed = base.extend<{ sandbox: Sandbox; tab: BrowserContext }>({
  sandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const sandbox = await startSandbox();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: "file" },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  tab: async ({}, use) => {
    const visitor = await signedIn("sandbox-console");
    // Where agents sign in as well, nobody is asked for the password before they choose it.
    await visitor.setExtraHTTPHeaders(showing("sandbox-console"));
    await use(visitor);
    await visitor.close();
  },
});

const PAGES = [
  "",
  "?range=30d",
  "/contacts",
  "/conversations",
  "/batches",
  "/templates",
  "/tasks",
  "/tasks?show=dead",
  "/tasks/dead",
  "/audit",
  "/setup",
  "/nowhere",
];

describe.skipIf(!CHROMIUM)("beside the sandbox's phone", { timeout: 120_000 }, () => {
  sandboxed(
    "what is typed on the phone appears on the timeline, and ticks turn blue",
    async ({ sandbox, tab }) => {
      const phone = await tab.newPage();
      await phone.goto(sandbox.origin);
      await typeOnPhone(phone, "My invoice 123 is wrong");
      const timeline = await openFirstContact(tab, sandbox);
      const bubbles = timeline.locator(".bubble");
      await expect.poll(() => bubbles.first().textContent(), SOON).toContain("My invoice 123 is wrong");

      await typeOnPhone(phone, "And so is invoice 124");
      await expect
        .poll(() => bubbles.allTextContents(), SOON)
        .toContainEqual(expect.stringContaining("invoice 124"));
      // The phone lies open, so its owner reads what comes.
      await expect.poll(() => timeline.locator(".bubble.mine .tick.read").count(), SOON).toBeGreaterThan(0);

      await typeOnPhone(phone, "أين طلبي رقم 4711؟");
      for (const chat of [phone, timeline]) {
        const arabic = chat.locator(".bubble p", { hasText: "أين طلبي" }).first();
        expect(await arabic.evaluate((text) => getComputedStyle(text).direction)).toBe("rtl");
      }
    },
  );

  sandboxed.for(PAGES)(
    "axe finds no serious fault on /console%s, wide, narrow, light or dark",
    async (path, { sandbox, tab }) => {
      const page = await tab.newPage();
      await page.goto(`${sandbox.origin}/console${path}`);
      await expectNoFaults(page);
    },
  );

  sandboxed("axe finds none on a timeline either, and the page fits a phone", async ({ sandbox, tab }) => {
    await expectNoFaults(await openFirstContact(tab, sandbox));
  });

  sandboxed("a page is walked by keyboard alone", async ({ sandbox, tab }) => {
    const page = await tab.newPage();
    await page.goto(`${sandbox.origin}/console`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  });

  sandboxed("without JavaScript every page says the same, but for times", async ({ sandbox, tab }) => {
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      extraHTTPHeaders: showing("sandbox-console"),
    });
    const [live, still] = [await tab.newPage(), await plain.newPage()];
    for (const path of PAGES) {
      await live.goto(`${sandbox.origin}/console${path}`);
      // The sandbox may still be at work: a live page is there with its next round, the other when it is asked for again.
      const differing = async () => {
        await still.goto(`${sandbox.origin}/console${path}`);
        const [withIt, withoutIt] = [await saidIn(live), await saidIn(still)];
        return withIt === withoutIt && withIt !== "" ? null : { withIt, withoutIt };
      };
      await expect.poll(differing, { ...SOON, message: path }).toBeNull();
    }
    await plain.close();
  });
});

/** The words of a page without times, which JavaScript shows in the visitor's zone, and spans, which pass. */
async function saidIn(page: Page): Promise<string> {
  const html = await page.locator("main").innerHTML();
  return html
    .replace(/<time.*?<\/time>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\d+ (d|h|min|s)\b/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

async function openFirstContact(tab: BrowserContext, { origin }: Sandbox): Promise<Page> {
  const page = await tab.newPage();
  await page.goto(`${origin}/console/contacts`);
  const first = page.locator("main tbody a").first();
  await first.waitFor(SOON);
  await first.click();
  return page;
}
