import { describe, expect } from "vitest";
import { storeSamples } from "../sandbox/dev/sample-templates.ts";
import { CHROMIUM, startChromium } from "../support/chromium.ts";
import { expectNoFaults } from "../support/expect-no-faults.ts";
import { cronCalls } from "../support/templates.ts";
import { test } from "../support/world.ts";

const SOON = { timeout: 60_000 };

describe.skipIf(!CHROMIUM)("in a browser", { timeout: 120_000 }, () => {
  test("a template is found, read and tried with a name; axe finds no fault, and all fits a phone", async ({
    world,
  }) => {
    storeSamples(world.twilio, world.meta.setup);
    await cronCalls(world);
    const browser = await startChromium();
    try {
      const password = world.env.CONSOLE_PASSWORD ?? "";
      const visitor = await browser.newContext({ httpCredentials: { username: "anyone", password } });
      visitor.setDefaultTimeout(SOON.timeout);
      const page = await visitor.newPage();
      await page.goto(`${world.origin}/console`);
      await page.getByRole("link", { name: "Templates" }).click();
      await page.getByRole("link", { name: "spring_sale" }).waitFor();
      await expectNoFaults(page);

      await page.getByLabel("Name or text").fill("order ready");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "order_ready" }).click();
      await page.getByLabel("{{customer_name}}").fill("Jörg <b>");
      await page.getByRole("button", { name: "Show" }).click();
      await expect
        .poll(() => page.locator(".bubble").textContent(), SOON)
        .toContain("Hello Jörg <b>, order 35436");
      expect(await page.locator(".bubble").textContent()).toMatch(
        /Your order is ready.*Lucky Shrub.*I am coming/s,
      );
      await expectNoFaults(page);

      await page.goto(`${world.origin}/console/templates`);
      world.twilio.contents.splice(0, 1);
      await page.getByRole("button", { name: "Ask again now" }).click();
      await expect.poll(() => page.locator("main table").textContent(), SOON).toContain("gone");
    } finally {
      await browser.close();
    }
  });
});
