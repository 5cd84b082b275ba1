import { describe, expect } from "vitest";
import { ZENDESK_AWAY } from "../support/away.ts";
import { CHROMIUM, startChromium } from "../support/chromium.ts";
import { test } from "../support/world.ts";

/** Within two rounds of a page that asks every two seconds; the rest is a slow machine's. */
const SOON = { timeout: 60_000 };

describe.skipIf(!CHROMIUM)("in a browser", () => {
  test("the red light goes out on the page by itself when a press of its button got everything through", async ({
    world,
  }) => {
    world.fail("zendesk", ZENDESK_AWAY["402 in JSON"] ?? "hang");
    await world.twilio.receive({ Body: "My invoice 123 is wrong" });
    await world.settle();
    await world.database.rows("update upstream_pauses set away_since = now()");
    const browser = await startChromium();
    try {
      const password = world.env.CONSOLE_PASSWORD ?? "";
      const visitor = await browser.newContext({ httpCredentials: { username: "anyone", password } });
      const page = await visitor.newPage();
      await page.goto(`${world.origin}/console`);
      expect(await page.locator(".alarm .badge.bad").textContent()).toBe("away");
      world.heal();
      await page.getByRole("button", { name: "Try again now" }).click();
      await expect.poll(() => page.locator(".notice").textContent(), SOON).toContain("It answers");
      await expect.poll(() => page.locator(".alarm").count(), SOON).toBe(0);
      expect(world.zendesk.tickets).toHaveLength(1);
    } finally {
      await browser.close();
    }
  });
});
