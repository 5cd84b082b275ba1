import { describe, expect } from "vitest";
import { CHROMIUM } from "../support/chromium.ts";
import { SOON, sidebarIn, ticketTest } from "../support/ticket-in-browser.ts";
import { knowTemplate, sentTo, ticketFor } from "../support/ticket-templates.ts";
import { lastTicket, settled } from "../support/two-way.ts";

const NEW_PHONE = "+14155550177";
const test = ticketTest();

describe.skipIf(!CHROMIUM)("beside a ticket on which nobody wrote", { timeout: 120_000 }, () => {
  test("to whoever never wrote, a template starts the conversation", async ({ world, open }) => {
    await knowTemplate(world, "twilio");
    await knowTemplate(world, "meta", { name: "welcome", body: "Welcome {{name}}" });
    const { id } = await ticketFor(world, NEW_PHONE);
    const { sidebar } = await open({ id });
    expect(await sidebar.locator(".window").textContent()).toMatch(/^They never wrote to us/);
    await sidebar.getByRole("button", { name: /order ready/ }).click();
    await expect
      .poll(() => sidebar.locator(".composer .bubble").textContent(), SOON)
      .toBe(`Hello Ana Lima, your order ${id} is ready.`);
    await sidebar.getByRole("button", { name: "Send", exact: true }).click();
    await expect.poll(() => sidebar.locator("#said").textContent(), SOON).toBe("It is on its way.");
    await settled(world);
    expect(sentTo(world, "twilio", NEW_PHONE)).toHaveLength(1);
    await expect
      .poll(() => sidebar.locator(".window").textContent(), SOON)
      .toMatch(/^They have not answered/);
    // From now on it goes by the provider that began it.
    await sidebar.locator("summary").click();
    await expect
      .poll(() => sidebar.locator("#templates li b").allTextContents(), SOON)
      .toEqual(["order ready"]);
  });

  test("on a ticket of somebody without a number, it says why nothing can be sent, until there is somebody", async ({
    world,
    open,
  }) => {
    await knowTemplate(world, "twilio");
    await knowTemplate(world, "meta", { name: "welcome", body: "Welcome {{1}}" });
    const { id } = await ticketFor(world, null);
    const { sidebar } = await open({ id });
    const customer = sidebar.locator("#customer");
    expect(await customer.textContent()).toContain("There is nobody to send to");
    expect(await sidebar.locator("#failed").textContent()).toBe("");
    expect(await sidebar.locator("#templates").isVisible()).toBe(false);
    const { id: robin } = await world.deps.zendesk.upsertEndUser({
      name: "Robin Vega",
      phone: NEW_PHONE,
      externalId: "crm-robin",
    });
    world.zendesk.changeRequester(
      id,
      world.zendesk.users.find((user) => String(user.id) === robin) ?? expect.unreachable(),
    );
    await expect.poll(() => customer.locator("h2").textContent(), SOON).toBe("Robin Vega");
    // The first message may go by either provider.
    await expect
      .poll(() => sidebar.locator("#templates li .soft").allTextContents(), SOON)
      .toEqual(["Twilio · utility · English", "Meta · utility · English"]);
  });

  test("beside a ticket that is not there yet, it says what to do", async ({ world, open }) => {
    const { page, sidebar } = await open({ id: null });
    expect(await sidebar.locator("#customer").textContent()).toMatch(
      /not there yet.*send Ana Lima a template/,
    );
    await page.getByLabel("Requester").fill("Robin Vega");
    await page.getByLabel("Requester").press("Tab");
    await expect.poll(() => sidebar.locator("#customer").textContent(), SOON).toContain("Robin Vega");
    expect(await sidebar.locator("#templates").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Submit as new" }).click();
    await page.waitForURL(/\?id=\d+$/);
    expect(lastTicket(world).subject).toBe("Your order");
    // Zendesk loads the page anew beside the ticket that is there now.
    expect(await (await sidebarIn(page)).locator(".window").textContent()).toMatch(/^They never wrote/);
  });
});
