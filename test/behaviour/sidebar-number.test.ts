import { expect } from "vitest";
import { auditOf, refuse } from "../support/audit.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { ticketFor } from "../support/ticket-templates.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const test = testIn(() => createWorld({ env: SIDEBAR_ENV }));

const PHONE = "+14155550100";
const sidebarOf = (world: World) => openSidebar(world, world.zendesk.agents[0] ?? expect.unreachable());

test("the whole number is told to whoever asks for it, stands on the audit trail, and is not logged", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
  const made = await ticketFor(world, "+4915112345678");
  const none = await ticketFor(world, null);
  const before = world.logged.length;
  const sidebar = await sidebarOf(world);
  const number = async (ticketId: unknown) => {
    const answer = await sidebar.post("/number", { ticketId });
    return answer.ok ? (await answer.json()).number : answer.status;
  };
  expect(await number(String(world.zendesk.tickets[0]?.id))).toBe(PHONE);
  expect(await number(String(made.id))).toBe("+4915112345678");
  expect(await number(String(none.id))).toBe(404);
  expect(await number(17)).toBe(400);
  expect((await sidebar.post("/number", { ticketId: String(made.id) })).headers.get("cache-control")).toBe(
    "no-store",
  );
  expect(JSON.stringify(world.logged.slice(before))).not.toMatch(/4155550100|15112345678/);
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts where phone = $1", [
    PHONE,
  ]);
  const [agent] = world.zendesk.agents;
  const shown = { by: "sidebar", actor_name: agent?.name, action: "number.show", was: null, became: null };
  expect(await auditOf(world, "number.show")).toEqual([
    { ...shown, subject: `contact:${contact?.id}` },
    { ...shown, subject: `ticket:${made.id}` },
    { ...shown, subject: `ticket:${made.id}` },
  ]);
  expect(JSON.stringify(await world.database.rows("select * from audit"))).not.toMatch(
    /4155550100|15112345678/,
  );
});

test("a number is not told where its entry cannot be made", async ({ world }) => {
  await CUSTOMERS.WhatsApp(world).writes("Where is my order?");
  const made = await ticketFor(world, "+4915112345678");
  const sidebar = await sidebarOf(world);
  await refuse(world, "insert", "audit");
  for (const { id } of [world.zendesk.tickets[0] ?? expect.unreachable(), made]) {
    const answer = await sidebar.post("/number", { ticketId: String(id) });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(await answer.text()).not.toMatch(/4155550100|15112345678/);
  }
});
