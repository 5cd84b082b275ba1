import { expect } from "vitest";
import { auditOf } from "../support/audit.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { ticketFor } from "../support/ticket-templates.ts";
import { lastTicket } from "../support/two-way.ts";
import { createWorld, testIn } from "../support/world.ts";

const test = testIn(() => createWorld({ env: SIDEBAR_ENV }));

test("the sidebar shows a customer's language, and agents choose it, or leave it to itself; of a stranger they cannot", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("No puedo entrar en mi cuenta");
  const { id } = lastTicket(world);
  const sidebar = await openSidebar(world, world.zendesk.agents[0] ?? expect.unreachable());
  const spoken = async (of = id) => {
    const { customer } = await (await sidebar.get(`/ticket?id=${of}`)).json();
    return [customer.language, customer.chosenLanguage, customer.languages.length];
  };
  const choose = async (language: string, of = id) =>
    (await sidebar.post("/language", { ticketId: String(of), language })).status;
  expect(await spoken()).toEqual(["es", null, 11]);
  expect(await choose("de")).toBe(200);
  expect(await spoken()).toEqual(["de", "de", 11]);
  expect(await choose("tlh")).toBe(400);
  expect(await choose("")).toBe(200);
  expect(await spoken()).toEqual([null, null, 11]);
  expect(await auditOf(world, "contact.language")).toMatchObject([
    { by: "sidebar", was: { language: "es", by: "written" }, became: { language: "de", by: "chosen" } },
    { became: { language: null, by: null } },
  ]);
  const stranger = await ticketFor(world, "+4915112345678");
  expect(await spoken(stranger.id)).toEqual(["en", null, 0]);
  expect(await choose("de", stranger.id)).toBe(404);
});
