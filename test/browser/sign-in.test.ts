import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { makeCode } from "../../lib/db/access/one-time-codes.ts";
import { test as base, peopleOf, SESSION_SECRET } from "../support/agent-browser.ts";
import { CHROMIUM, startChromium } from "../support/chromium.ts";
import { expectNoFaults } from "../support/expect-no-faults.ts";

const SOON = { timeout: 60_000 };

let browser: Browser;
beforeAll(async () => {
  if (CHROMIUM) browser = await startChromium();
});
afterAll(() => browser?.close());

/** A browser that knows nobody; errors of scripts, and what the Content-Security-Policy refuses, fail the test. */
const test = base.extend<{ page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  page: async ({}, use) => {
    const visitor = await browser.newContext();
    visitor.setDefaultTimeout(SOON.timeout);
    const page = await visitor.newPage();
    const mistakes: string[] = [];
    page.on("pageerror", (error) => mistakes.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().startsWith("Failed to load"))
        mistakes.push(message.text());
    });
    await use(page);
    expect(mistakes).toEqual([]);
    await visitor.close();
  },
});

const heading = (page: Page) => page.locator("h1").textContent();

describe.skipIf(!CHROMIUM)("in a browser", { timeout: 120_000 }, () => {
  test("an agent signs in by a click, comes to the page they wanted, and signs out", async ({
    world,
    page,
  }) => {
    await page.goto(`${world.origin}/console/tasks?show=dead`);
    expect(await heading(page)).toBe("Sign in");
    await expectNoFaults(page);
    await page.getByRole("link", { name: "Sign in with Zendesk" }).click();
    await page.getByRole("link", { name: "Dana" }).click();
    await expect.poll(() => page.url(), SOON).toBe(`${world.origin}/console/tasks?show=dead`);
    expect(await page.locator(".who").textContent()).toMatch(/Dana,\s+agent/);
    await expectNoFaults(page);
    await page.getByRole("link", { name: "Batches" }).click();
    expect(await heading(page)).toBe("Batches");

    await page.getByRole("button", { name: "Sign out" }).click();
    await expect.poll(() => heading(page), SOON).toBe("Signed out");
    await expectNoFaults(page);
    await page.goto(`${world.origin}/console/tasks`);
    expect(await heading(page)).toBe("Sign in");
  });

  test("whoever denies it is told so, and tries again", async ({ world, page }) => {
    await page.goto(`${world.origin}/console/batches`);
    await page.getByRole("link", { name: "Sign in with Zendesk" }).click();
    await page.getByRole("link", { name: "Deny" }).click();
    await expect.poll(() => heading(page), SOON).toBe("Not signed in");
    await expectNoFaults(page);
    await page.getByRole("link", { name: "Sign in with Zendesk" }).click();
    await page.getByRole("link", { name: "Grace Hopper" }).click();
    await expect.poll(() => heading(page), SOON).toBe("Batches");
    expect(await page.locator(".who").textContent()).toMatch(/Grace Hopper,\s+admin/);
  });

  test("the password opens by its own link, and goes on opening", async ({ world }) => {
    const password = world.env.CONSOLE_PASSWORD ?? "";
    const visitor = await browser.newContext({ httpCredentials: { username: "anyone", password } });
    const page = await visitor.newPage();
    await page.goto(`${world.origin}/console`);
    expect(await heading(page)).toBe("Sign in");
    await page.getByRole("link", { name: "Use the console's password" }).click();
    await expect.poll(() => heading(page), SOON).toBe("Overview");
    await page.getByRole("link", { name: "Tasks" }).click();
    await expect.poll(() => heading(page), SOON).toBe("Tasks");
    expect(await page.locator(".who").count()).toBe(0);
    await visitor.close();
  });

  test("from the sidebar's link it takes one button, by keyboard as well", async ({ world, page }) => {
    const detail = { agentId: String(peopleOf(world).robin.id), to: "/console/contacts" };
    const code = await makeCode(world.deps.db, {
      secret: SESSION_SECRET,
      what: "console",
      detail,
      seconds: 60,
    });
    await page.goto(`${world.origin}/console/enter?code=${code}`);
    await expectNoFaults(page);
    await page.getByRole("button", { name: "Open the console" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => heading(page), SOON).toBe("Contacts");
    expect(await page.locator(".who").textContent()).toContain("Robin");
  });

  test.for(["Robin", "Maximiliane Oberhausen-Lindqvist"])(
    "from 1280 px on the frame's head is one line, beside %s as well",
    async (name, { world, page }) => {
      Object.assign(peopleOf(world).robin, { name });
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${world.origin}/console/audit`);
      await page.getByRole("link", { name: "Sign in with Zendesk" }).click();
      await page.getByRole("link", { name }).click();
      await expect.poll(() => heading(page), SOON).toBe("Audit trail");
      for (const width of [1280, 1440, 1920]) {
        await page.setViewportSize({ width, height: 800 });
        const boxes = await Promise.all(
          [".brand", ".top nav a:first-child", ".top nav a:last-child", ".who span", ".who button"].map(
            (one) => page.locator(one).first().boundingBox(),
          ),
        );
        const middles = boxes.map((box) => (box ? box.y + box.height / 2 : Number.NaN));
        for (const middle of middles)
          expect(Math.abs(middle - (middles[0] ?? 0)), `${width}`).toBeLessThan(8);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await expectNoFaults(page);
    },
  );
});
