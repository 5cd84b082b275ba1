import { describe, expect } from "vitest";
import { CHROMIUM } from "../support/chromium.ts";
import { SOON, ticketTest } from "../support/ticket-in-browser.ts";
import { knowTemplate } from "../support/ticket-templates.ts";
import { hoursPass, LINES } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

const test = ticketTest();

/** Ana wrote so long ago that only a template reaches her. */
async function closedWindow(world: World) {
  await LINES.twilio(world).writes("My invoice is wrong");
  await hoursPass(world, 25);
}

describe.skipIf(!CHROMIUM)("templates beside a ticket", { timeout: 120_000 }, () => {
  test("a variable that has a number alone starts empty, and is called so once Send is pressed", async ({
    world,
    open,
  }) => {
    await closedWindow(world);
    await knowTemplate(world, "twilio", { name: "appointment", body: "See you on {{1}} at {{2}}." });
    const { sidebar } = await open();
    await sidebar.getByRole("button", { name: /appointment/ }).click();
    const first = sidebar.getByLabel("Variable 1");
    expect(await first.inputValue()).toBe("");
    const faults = sidebar.locator(".composer .fault");
    expect(await faults.allTextContents()).toEqual(["", ""]);
    expect(await first.getAttribute("aria-invalid")).toBe("false");
    await sidebar.getByRole("button", { name: "Send", exact: true }).click();
    await expect
      .poll(() => faults.allTextContents(), SOON)
      .toEqual(["Variable 1 is empty", "Variable 2 is empty"]);
    expect(await first.evaluate((input) => input === document.activeElement)).toBe(true);
  });

  test("to whoever gets nothing, no template is offered, and it says why", async ({ world, open }) => {
    await closedWindow(world);
    await knowTemplate(world, "twilio");
    await world.database.rows("update contacts set blocked_at = now()");
    const { sidebar } = await open();
    const templates = sidebar.locator("#templates");
    expect(await templates.locator(".why").textContent()).toMatch(/is blocked.*an admin in the console/);
    expect(await templates.locator("summary").isVisible()).toBe(false);
    await world.database.rows("update contacts set blocked_at = null");
    await templates.locator("li").first().waitFor();
    expect(await templates.locator(".why").isVisible()).toBe(false);
  });
});
