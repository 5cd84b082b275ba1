import type { Frame } from "playwright-core";
import { describe, expect } from "vitest";
import { CHROMIUM } from "../support/chromium.ts";
import { faultsIn } from "../support/expect-no-faults.ts";
import { richState } from "../support/sidebar-state.ts";
import { type Open, SOON, ticketTest } from "../support/ticket-in-browser.ts";
import { knowTemplate, sentTo } from "../support/ticket-templates.ts";
import { hoursPass, LINES, lastTicket, settled } from "../support/two-way.ts";

/** Ana wrote. */
const test = ticketTest().extend<{
  openWith: (state?: NonNullable<Parameters<Open>[0]>["state"]) => ReturnType<Open>;
}>({
  openWith: async ({ world, open }, use) => {
    await LINES.twilio(world).writes("My invoice is wrong");
    await use((state) => open(state && { state }));
  },
});

const background = (sidebar: Frame) =>
  sidebar.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe.skipIf(!CHROMIUM)("the sidebar", { timeout: 120_000 }, () => {
  test("axe finds no serious fault in it, light or dark, and it fits 320 pixels", async ({
    world,
    openWith,
  }) => {
    await knowTemplate(world, "twilio");
    await knowTemplate(world, "twilio", {
      language: "es",
      body: "Hola {{name}}, su pedido {{ticket_id}} está listo.",
    });
    await world.database.rows(`update templates set buttons = '["Track it"]'`);
    const { page, sidebar } = await openWith(richState);
    for (const part of ["Waits", "Send a template", "Answers", "Files that wait"])
      await sidebar.getByRole("heading", { name: part }).waitFor();
    await sidebar.locator("summary").click();
    await sidebar.locator("#templates li").first().waitFor();
    for (const scheme of ["light", "dark"]) {
      await page.getByLabel("Zendesk is").selectOption(scheme);
      await expect.poll(() => sidebar.locator("html").getAttribute("data-scheme"), SOON).toBe(scheme);
      expect(await faultsIn(sidebar), scheme).toEqual([]);
    }
    await sidebar.getByRole("button", { name: /order ready/ }).click();
    await sidebar.getByLabel("ticket id").fill("");
    await sidebar.getByLabel("ticket id").press("Tab");
    expect(await sidebar.locator(".composer .bubble").textContent()).toContain("Track it");
    await expect.poll(() => sidebar.locator("#variable-ticket_id-fault").textContent(), SOON).not.toBe("");
    for (const scheme of ["light", "dark"]) {
      await page.getByLabel("Zendesk is").selectOption(scheme);
      await expect.poll(() => sidebar.locator("html").getAttribute("data-scheme"), SOON).toBe(scheme);
      expect(await faultsIn(sidebar), `composing, ${scheme}`).toEqual([]);
    }
    expect(await sidebar.evaluate(() => [innerWidth, document.documentElement.scrollWidth])).toEqual([
      320, 320,
    ]);
    // The page around it, on a phone: the subject has a line of its own.
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.locator("h1").evaluate((title) => title.clientWidth)).toBeGreaterThan(340);
  });

  test("it is dark where Zendesk is, though the browser is light, and turns as Zendesk turns", async ({
    openWith,
  }) => {
    const { page, sidebar } = await openWith(richState);
    const light = await background(sidebar);
    await page.getByLabel("Zendesk is").selectOption("dark");
    await expect.poll(() => background(sidebar), SOON).not.toBe(light);
  });

  test("who opted out or is blocked is told as that, and the older answers come when they are asked for", async ({
    openWith,
  }) => {
    const { sidebar } = await openWith((id) => {
      const state = richState(id);
      return { ...state, customer: state.customer && { ...state.customer, isBlocked: true } };
    });
    expect(await sidebar.locator(".flags li").allTextContents()).toEqual([
      "Blocked: nothing goes to them",
      "Opted out of SMS",
    ]);
    expect(await sidebar.locator("#customer").textContent()).toContain("Spanish");
    expect(await sidebar.locator("#answers article").count()).toBe(5);
    await sidebar.getByRole("button", { name: "Show 2 more" }).click();
    expect(await sidebar.locator("#answers article").count()).toBe(7);
    expect(await sidebar.locator("#files").textContent()).toContain("scan.pdf");
  });

  test("a customer is invited once, however often the button is pressed", async ({ visitor, openWith }) => {
    const asked: string[] = [];
    const release = Promise.withResolvers<void>();
    await visitor.route("**/zendesk/app/invite", async (route) => {
      asked.push(route.request().postDataJSON().key);
      await release.promise;
      await route.fulfill({ json: { messageId: "9", isNew: true } });
    });
    const { sidebar } = await openWith(richState);
    const invite = sidebar.getByRole("button", { name: "Invite to write" });
    await invite.dblclick();
    expect(await invite.getAttribute("aria-disabled")).toBe("true");
    release.resolve();
    await expect.poll(() => sidebar.locator("#said").textContent(), SOON).toMatch(/^They are invited/);
    expect(asked).toHaveLength(1);
  });

  test("the timeline opens in a new tab by a code that is good once", async ({ visitor, openWith }) => {
    const { sidebar } = await openWith();
    const entered = visitor.waitForEvent("request", (request) =>
      request.url().includes("/console/enter?code="),
    );
    await sidebar.getByRole("button", { name: "Timeline in the console" }).click();
    expect((await entered).isNavigationRequest()).toBe(true);
  });

  test("what Zendesk tells of the ticket is shown at once, and what was begun for another customer goes to nobody", async ({
    world,
    openWith,
  }) => {
    await hoursPass(world, 25);
    await knowTemplate(world, "twilio");
    let name = "Ada Okafor";
    const { sidebar } = await openWith((id) => {
      const state = richState(id);
      return { ...state, windowClosesAt: null, customer: state.customer && { ...state.customer, name } };
    });
    await sidebar.getByRole("button", { name: /order ready/ }).click();
    await sidebar.locator(".composer h3").waitFor();
    name = "Robin Vega";
    world.zendesk.answer(lastTicket(world).id, { text: "Somebody else asked", public: false });
    await expect.poll(() => sidebar.locator("#customer h2").textContent(), SOON).toBe("Robin Vega");
    expect(await sidebar.locator("#said").textContent()).toContain("another customer");
    expect(await sidebar.locator(".composer").isVisible()).toBe(false);
  });

  test("the bearer leaves the page, is renewed in time, and a page that has none any more says what to do", async ({
    visitor,
    openWith,
  }) => {
    await visitor.clock.install();
    const { page, sidebar } = await openWith();
    expect(await sidebar.locator("[data-bearer]").count()).toBe(0);
    const renewed = page.waitForResponse((response) => response.url().endsWith("/zendesk/app/renew"));
    await page.clock.fastForward("06:00");
    expect((await renewed).status()).toBe(200);
    await page.route("**/zendesk/app/**", (route) => route.fulfill({ status: 401, json: { error: "over" } }));
    await page.clock.fastForward("01:10");
    await expect.poll(() => sidebar.locator("#failed").textContent(), SOON).toContain("reload the page");
  });

  test("without Zendesk's script, and to whoever is no agent any more, it says so", async ({
    world,
    visitor,
    open,
    openWith,
  }) => {
    const { sidebar } = await openWith();
    const dana = world.zendesk.agents[0] ?? expect.unreachable();
    dana.active = false;
    const other = await world.anotherInstance();
    await visitor.route("**/zendesk/app/ticket?*", async (route) =>
      route.fulfill({
        response: await route.fetch({ url: route.request().url().replace(world.origin, other.origin) }),
      }),
    );
    await expect.poll(() => sidebar.locator("#failed").textContent(), SOON).toContain("active agents");

    await visitor.route("**/zaf_sdk.min.js", (route) => route.abort());
    const without = await open();
    expect(await without.sidebar.locator("#failed").textContent()).toContain("Zendesk's script did not come");
  });

  test("why the last invitation did not arrive stands above the button for the next", async ({
    openWith,
  }) => {
    const why = "The last invitation did not arrive: The number has no WhatsApp.";
    const { sidebar } = await openWith((id) => ({ ...richState(id), invitation: { isPossible: true, why } }));
    expect(await sidebar.locator("#waiting").textContent()).toContain(why);
    expect(await sidebar.getByRole("button", { name: "Invite to write" }).isEnabled()).toBe(true);
  });

  test("where the provider contradicts our clock, no window stands open, and templates lie open", async ({
    openWith,
  }) => {
    const windowDoubt = "Twilio sees the window closed, though by our books it is open.";
    const { sidebar } = await openWith((id) => ({ ...richState(id), windowDoubt }));
    expect(await sidebar.locator(".window").textContent()).toBe(windowDoubt);
    expect(await sidebar.getByRole("timer").count()).toBe(0);
    await sidebar.getByLabel("Search templates").waitFor();
  });

  test("when the window closes, it says so at once", async ({ visitor, openWith }) => {
    await visitor.clock.install();
    let left = 30_000;
    const { page, sidebar } = await openWith((id) => {
      const state = richState(id);
      const windowClosesAt = left > 0 ? new Date(Date.parse(state.now) + left).toISOString() : null;
      return { ...state, windowClosesAt };
    });
    expect(await sidebar.getByRole("timer").textContent()).toMatch(/^0 min \d+ s$/);
    left = 0;
    await page.clock.fastForward("00:31");
    await expect.poll(() => sidebar.locator("#said").textContent(), SOON).toBe("The window is closed.");
    await expect
      .poll(() => sidebar.locator(".window").textContent(), SOON)
      .toContain("A template reaches them");
  });

  test("a template is found, filled and sent by keyboard alone, and the focus is always seen", async ({
    world,
    openWith,
  }) => {
    await hoursPass(world, 25);
    await knowTemplate(world, "twilio");
    const { page, sidebar } = await openWith();
    await sidebar.locator("#templates li").first().waitFor();
    await sidebar.locator("#sidebar").focus();
    const focused = () =>
      sidebar.evaluate(() => {
        const { activeElement } = document;
        const label = activeElement?.id && document.querySelector(`label[for="${activeElement.id}"]`);
        const words = label || activeElement;
        const isSeen = activeElement && getComputedStyle(activeElement).outlineStyle !== "none";
        return `${isSeen ? "" : "unseen: "}${activeElement?.getAttribute("aria-label") ?? words?.textContent}`;
      });
    const tab = async () => {
      await page.keyboard.press("Tab");
      return focused();
    };
    const order = [await tab(), await tab(), await tab(), await tab(), await tab()];
    expect(order.slice(0, 3)).toEqual(["Show the number", "Answered in", "Timeline in the console"]);
    expect(order.slice(3)).toEqual(["Choose a template", "Search templates"]);
    await page.keyboard.type("order");
    await expect.poll(() => sidebar.locator(".finder .soft").first().textContent(), SOON).toBe("1 found");
    expect(await tab()).toMatch(/^order ready/);
    await page.keyboard.press("Enter");
    await sidebar.getByLabel("ticket id").waitFor();
    await tab();
    expect(await tab()).toBe("ticket id");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("79");
    await expect.poll(() => sidebar.locator(".composer .bubble").textContent(), SOON).toContain("order 79");
    expect(await tab()).toBe("Send");
    await page.keyboard.press("Enter");
    await expect.poll(() => sidebar.locator("#said").textContent(), SOON).toBe("It is on its way.");
    expect(await focused()).toBe("Choose a template");
    await settled(world);
    expect(sentTo(world, "twilio", "+14155550100").at(-1)).toBe("Hello Ana, your order 79 is ready.");
  });
});
