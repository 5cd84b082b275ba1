import { expect } from "vitest";
import { checkedInstance, testContracts } from "../support/contracts.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { knowTemplate, ticketFor } from "../support/ticket-templates.ts";

/**
 * Documented elsewhere than in the description: apps, and what comes along with a ticket.
 * @see https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/side_loading/
 */
function isElsewhere({ path, problems }: { path: string; problems: string[] }): boolean {
  if (/^\/api\/v2\/apps\/\d+\/public_key\.pem$/.test(path)) return true;
  const isTicket = /^\/api\/v2\/tickets\/\d+(\.json)?$/.test(path);
  return isTicket && problems.every((problem) => problem === "query.include is not in the contract");
}

testContracts(
  "what the sidebar asks Zendesk satisfies its description (skipped without it beside the project)",
  async ({ world }) => {
    await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
    const made = await ticketFor(world, "+4915112345678");
    const { id: templateId } = await knowTemplate(world, "twilio");
    const checked = await checkedInstance(world, SIDEBAR_ENV);
    const dana = world.zendesk.agents[0] ?? expect.unreachable();
    const { origin } = await world.anotherInstance({ env: checked.env });
    const sidebar = await openSidebar({ ...world, origin }, dana);
    for (const { id } of [made, ...world.zendesk.tickets]) {
      expect((await sidebar.get(`/ticket?id=${id}`)).status).toBe(200);
    }
    const sent = {
      ticketId: String(made.id),
      templateId,
      variables: { name: "Ana", ticket_id: "12" },
      key: "k",
    };
    expect((await sidebar.post("/preview", sent)).status).toBe(200);
    expect((await sidebar.post("/send", sent)).status).toBe(200);
    await checked.settle();
    const found = (await checked.violations()) as { path: string; problems: string[] }[];
    expect(found.filter((one) => !isElsewhere(one))).toEqual([]);
  },
);
