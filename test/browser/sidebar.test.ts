import { describe, expect } from "vitest";
import { CHROMIUM } from "../support/chromium.ts";
import { SOON, ticketTest } from "../support/ticket-in-browser.ts";
import { knowTemplate, sentTo } from "../support/ticket-templates.ts";
import { agentAnswers, hoursPass, LINES, lastTicket, notes, settled } from "../support/two-way.ts";
import type { World } from "../support/world.ts";

const PHONE = "+14155550100";
const test = ticketTest({ TWILIO_REPLY_CONTENT_SID: `HX${"4".repeat(32)}` });

/** Ana wrote, and Dana answered. */
async function answered(world: World) {
  world.zendesk.connectWebhook();
  await LINES.twilio(world).writes("My invoice is wrong");
  world.zendesk.answer(lastTicket(world).id, { text: "We are looking at it" });
  await settled(world);
}

/** Ana wrote so long ago that only a template reaches her. */
async function closedWindow(world: World) {
  await LINES.twilio(world).writes("My invoice is wrong");
  await hoursPass(world, 25);
}

describe.skipIf(!CHROMIUM)("beside a ticket", { timeout: 120_000 }, () => {
  test("the customer stands there with a number that is hidden until it is asked for, and the window runs down", async ({
    world,
    open,
  }) => {
    await answered(world);
    const { sidebar } = await open();
    const customer = sidebar.locator("#customer");
    expect(await customer.locator("h2").textContent()).toBe("Ana");
    expect(await customer.textContent()).not.toContain("4155550100");
    await sidebar.getByRole("button", { name: "Show the number" }).click();
    await expect.poll(() => customer.locator(".number").textContent(), SOON).toContain(PHONE);
    await sidebar.getByRole("button", { name: "Hide the number" }).click();
    expect(await customer.locator(".number").textContent()).toContain("••• 0100");

    const left = sidebar.getByRole("timer");
    expect(await left.textContent()).toMatch(/^2[34] h \d+ min$/);
    await hoursPass(world, 23);
    await expect.poll(() => left.textContent(), SOON).toMatch(/^\d+ min \d+ s$/);
    const before = await left.textContent();
    await expect.poll(() => left.textContent(), SOON).not.toBe(before);
  });

  test("an answer's ticks come by themselves, and so does why it failed", async ({ world, open }) => {
    await answered(world);
    const { sidebar } = await open();
    const answer = sidebar.locator("#answers article", { hasText: "We are looking at it" });
    await answer.waitFor();
    const sid = world.twilio.sent.find(({ body }) => body === "We are looking at it")?.sid ?? "";
    for (const status of ["delivered", "read"] as const) {
      await world.twilio.status(sid, status);
      await expect.poll(() => answer.getByRole("img").getAttribute("aria-label"), SOON).toBe(status);
    }
    expect(await answer.locator(".proofs").textContent()).toMatch(/sent .* · delivered .* · read /);

    world.zendesk.answer(lastTicket(world).id, { text: "It is settled" });
    await settled(world);
    const other = world.twilio.sent.find(({ body }) => body === "It is settled")?.sid ?? "";
    await world.twilio.status(other, "failed", { ErrorCode: "63024" });
    const failed = sidebar.locator("#answers article", { hasText: "It is settled" });
    await expect.poll(() => failed.locator(".failure p").count(), SOON).toBe(2);
    expect(await failed.getByRole("button").count()).toBe(0);
  });

  test("a template is searched for, read as the customer will, mended and sent; a double click is one message", async ({
    world,
    open,
  }) => {
    await closedWindow(world);
    await knowTemplate(world, "twilio");
    await knowTemplate(world, "twilio", {
      language: "es",
      body: "Hola {{name}}, su pedido {{ticket_id}} está listo.",
    });
    await knowTemplate(world, "twilio", { name: "appointment", body: "See you on {{day}}." });
    const { sidebar } = await open();
    const names = sidebar.locator("#templates li b");
    await expect.poll(() => names.allTextContents(), SOON).toEqual(["appointment", "order ready"]);
    await sidebar.getByRole("searchbox", { name: "Search templates" }).fill("order");
    await expect.poll(() => names.allTextContents(), SOON).toEqual(["order ready"]);
    await sidebar.getByRole("button", { name: /order ready/ }).click();

    const { id } = lastTicket(world);
    const preview = sidebar.getByRole("status", { name: "What the customer reads" });
    await sidebar.getByLabel("Language").selectOption("Spanish");
    await expect.poll(() => preview.textContent(), SOON).toBe(`Hola Ana, su pedido ${id} está listo.`);
    await sidebar.getByLabel("Language").selectOption("English");
    await expect.poll(() => preview.textContent(), SOON).toBe(`Hello Ana, your order ${id} is ready.`);

    const second = sidebar.getByLabel("ticket id");
    const fault = sidebar.locator("#variable-ticket_id-fault");
    await second.fill("");
    await expect.poll(() => preview.textContent(), SOON).toContain("{{ticket_id}}");
    expect(await fault.textContent()).toBe("");
    await second.press("Tab");
    expect(await fault.textContent()).toBe("Variable ticket_id is empty");
    await sidebar.getByRole("button", { name: "Send", exact: true }).click();
    expect(await second.getAttribute("aria-invalid")).toBe("true");
    expect(world.twilio.sent.filter(({ form }) => form.ContentSid)).toEqual([]);

    await second.fill("77");
    await expect.poll(() => preview.textContent(), SOON).toBe("Hello Ana, your order 77 is ready.");
    await sidebar.getByRole("button", { name: "Send", exact: true }).dblclick();
    await expect.poll(() => sidebar.locator("#said").textContent(), SOON).toBe("It is on its way.");
    await settled(world);
    expect(sentTo(world, "twilio", PHONE).slice(1)).toEqual(["Hello Ana, your order 77 is ready."]);
    expect(notes(world).at(-1)).toContain("Dana sent the customer this template");
    const sent = sidebar.locator("#answers article", { hasText: "your order 77 is ready" });
    await expect.poll(() => sent.locator(".meta").textContent(), SOON).toContain("Template");
    // What comes next is seen: the chooser is closed, and the answer tells by itself what becomes of it.
    expect(await sidebar.locator("#templates details").getAttribute("open")).toBeNull();
    expect(
      await sent.evaluate((answer) => {
        const { top, bottom } = answer.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }),
    ).toBe(true);
    await world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", "delivered");
    await expect.poll(() => sidebar.locator("#said").textContent(), SOON).toBe("");
    expect(await sent.getByRole("img").getAttribute("aria-label")).toBe("delivered");
  });

  test("where the answer to a send is lost, what was typed stays, and trying again is the same message", async ({
    world,
    open,
  }) => {
    await closedWindow(world);
    await knowTemplate(world, "twilio");
    const { page, sidebar } = await open();
    await sidebar.getByRole("button", { name: /order ready/ }).click();
    await sidebar.getByLabel("ticket id").fill("77");
    await page.route("**/zendesk/app/send", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await sidebar.getByRole("button", { name: "Send", exact: true }).click();
    const failed = sidebar.getByRole("alert").filter({ hasText: "What you typed is kept" });
    await failed.waitFor();
    expect(await sidebar.getByLabel("ticket id").inputValue()).toBe("77");
    await page.unroute("**/zendesk/app/send");
    await sidebar.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => sidebar.locator("#said").textContent(), SOON).toBe("It is on its way.");
    await settled(world);
    expect(sentTo(world, "twilio", PHONE).slice(1)).toEqual(["Hello Ana, your order 77 is ready."]);
  });

  test("a template that was edited after it was previewed is not sent, and what it says now is shown", async ({
    world,
    open,
  }) => {
    await closedWindow(world);
    await knowTemplate(world, "twilio");
    const { sidebar } = await open();
    await sidebar.getByRole("button", { name: /order ready/ }).click();
    const preview = sidebar.getByRole("status", { name: "What the customer reads" });
    await expect.poll(() => preview.textContent(), SOON).toContain("Hello Ana");
    for (const content of world.twilio.contents)
      content.types = { "twilio/text": { body: "Bye {{name}}, order {{ticket_id}} is gone." } };
    await sidebar.getByRole("button", { name: "Send", exact: true }).click();
    await expect.poll(() => preview.textContent(), SOON).toContain("Bye Ana");
    await expect.poll(() => sidebar.locator("#failed").textContent(), SOON).not.toBe("");
    await settled(world);
    expect(sentTo(world, "twilio", PHONE).slice(1)).toEqual([]);
  });

  test("while Zendesk is away the page says so, and goes on with what was typed when it is back", async ({
    world,
    open,
  }) => {
    await closedWindow(world);
    await knowTemplate(world, "twilio");
    const { sidebar } = await open();
    await sidebar.getByRole("button", { name: /order ready/ }).click();
    const preview = sidebar.getByRole("status", { name: "What the customer reads" });
    await expect.poll(() => preview.textContent(), SOON).toContain("Hello Ana");
    world.fail("zendesk", { status: 503 });
    await sidebar.getByLabel("ticket id").fill("78");
    await expect
      .poll(() => sidebar.locator("#failed").textContent(), SOON)
      .toContain("What you typed is kept");
    world.heal();
    await sidebar.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => preview.textContent(), SOON).toBe("Hello Ana, your order 78 is ready.");
  });

  test("what waits says why, and why nobody is invited twice", async ({ world, open }) => {
    await answered(world);
    await hoursPass(world, 25);
    await agentAnswers(world, { text: "It is settled" });
    const { sidebar } = await open();
    const waiting = sidebar.locator("#waiting");
    expect(await waiting.locator(".text").allTextContents()).toEqual(["It is settled"]);
    // Tickline invited them by itself when the answer came.
    await expect
      .poll(() => waiting.locator(".why").allTextContents(), SOON)
      .toEqual([expect.stringContaining("24 hours"), expect.stringContaining("was asked")]);
    expect(await waiting.getByRole("button").count()).toBe(0);
  });

  test("a message of which nobody knows whether it was sent is sent again by a press, once", async ({
    world,
    open,
  }) => {
    world.zendesk.connectWebhook();
    await LINES.meta(world).writes("My invoice is wrong");
    world.fail("meta", "drop-before", { times: 1, when: ({ path }) => path.endsWith("/messages") });
    await agentAnswers(world, { text: "We look into it" });
    world.heal();
    for (let n = 0; n < 4; n += 1) await world.later(30);
    await settled(world);
    const { sidebar } = await open();
    const answer = sidebar.locator("#answers article", { hasText: "We look into it" });
    await answer.getByRole("button", { name: "Send again" }).dblclick();
    await expect.poll(() => sidebar.locator("#said").textContent(), SOON).toBe("It is sent again.");
    await settled(world);
    await expect.poll(() => answer.getByRole("button").count(), SOON).toBe(0);
    expect(
      LINES.meta(world)
        .received()
        .filter((text) => text === "We look into it"),
    ).toHaveLength(1);
  });

  test("what is of customers is text, whatever it looks like", async ({ world, open }) => {
    const name = `<img src=x onerror="document.title='owned'">`;
    await world.twilio.receive({ Body: "My invoice 123 is wrong", ProfileName: name });
    await settled(world);
    const { sidebar } = await open();
    expect(await sidebar.locator("#customer h2").textContent()).toContain("<img");
    expect(await sidebar.locator("#sidebar img").count()).toBe(0);
  });
});
