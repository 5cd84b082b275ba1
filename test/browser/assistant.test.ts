import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { CHROMIUM, startChromium } from "../support/chromium.ts";
import { expectNoFaults } from "../support/expect-no-faults.ts";
import { ANSWERED, tookTurn } from "../support/turns.ts";
import { LINES } from "../support/two-way.ts";
import { test } from "../support/world.ts";

const PHONE = "+14155550100";
const SOON = { timeout: 60_000 };

/** What is drawn past the right edge of the card that it stands in, on a phone. */
async function sticksOut(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 375, height: 900 });
  return page.evaluate(() => {
    const edge = (element: Element) => Math.floor(element.getBoundingClientRect().right);
    const all = [...document.querySelectorAll(".card")].flatMap((card) =>
      [...card.querySelectorAll("*")].filter((inner) => edge(inner) > edge(card)),
    );
    return all.map(({ outerHTML }) => outerHTML);
  });
}

describe.skipIf(!CHROMIUM)("in a browser", { timeout: 120_000 }, () => {
  test("axe finds no fault in what the overview and an opened message say of the assistant, and both fit a phone", async ({
    world,
  }) => {
    const { origin } = await world.anotherInstance({
      env: {
        ASSISTANT_MODEL: "small-model",
        ASSISTANT_BASE_URL: "https://models.example.com/v1",
        ASSISTANT_PRICE_INPUT: "0.5",
        ASSISTANT_PRICE_OUTPUT: "2",
      },
    });
    const ana = LINES.twilio(world);
    await ana.writes("How do I reset my password?");
    await tookTurn(world, PHONE, ANSWERED);
    await ana.writes("It still does not work, and I want my money back");
    await tookTurn(world, PHONE, {
      ...ANSWERED,
      outcome: "handed-over",
      why: "by-the-model",
      summary: "Cannot sign in after a reset of the password, and asks for a refund",
      tools: ["search_knowledge", "ticket_status", "hand_over"],
    });
    await ana.writes("I will call my lawyer");
    await tookTurn(world, PHONE, { outcome: "handed-over", why: "unsafe" });
    // Its next step names an address that is longer than a phone is wide.
    await world.database.rows(
      "update contact_logs set status = 'failed', failed_at = now(), error_code = '63099' where direction = 'outbound'",
    );
    const browser = await startChromium();
    try {
      const password = world.env.CONSOLE_PASSWORD ?? "";
      const visitor = await browser.newContext({ httpCredentials: { username: "anyone", password } });
      const page = await visitor.newPage();
      await page.goto(`${origin}/console`);
      await page.locator("#assistant-cost").waitFor(SOON);
      await expectNoFaults(page);
      expect(await sticksOut(page)).toEqual([]);
      const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
      await page.goto(`${origin}/console/contacts/${contact?.id}`);
      for (const opener of await page.locator(".bubble summary").all()) await opener.click();
      await expectNoFaults(page);
      expect(await page.locator(".bubble").allTextContents()).toContainEqual(
        expect.stringContaining("Handed over: unsafe words"),
      );
    } finally {
      await browser.close();
    }
  });
});
