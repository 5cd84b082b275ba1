import { expect } from "vitest";
import type { SidebarState } from "../../lib/sidebar/state.ts";
import { CUSTOMERS } from "../support/customers.ts";
import { openSidebar, SIDEBAR_ENV } from "../support/sidebar.ts";
import { knowTemplate, ticketFor } from "../support/ticket-templates.ts";
import { agentAnswers, hoursPass, lastTicket, notes, settled } from "../support/two-way.ts";
import { createWorld, testIn, type World } from "../support/world.ts";

const INVITATION = `HX${"4".repeat(32)}`;
const test = testIn(async () => {
  const world = await createWorld({ env: { ...SIDEBAR_ENV, TWILIO_REPLY_CONTENT_SID: INVITATION } });
  world.zendesk.connectWebhook();
  return world;
});

const sidebarOf = (world: World, agent = 0) =>
  openSidebar(world, world.zendesk.agents[agent] ?? expect.unreachable());

async function shown(world: World): Promise<SidebarState> {
  const answer = await (await sidebarOf(world)).get(`/ticket?id=${lastTicket(world).id}`);
  expect(answer.status).toBe(200);
  return answer.json();
}

const invitations = ({ twilio }: World) => twilio.sent.filter(({ form }) => form.ContentSid === INVITATION);

/** All agents press *Invite to write* at once. */
async function allInvite(world: World): Promise<void> {
  const ticketId = String(lastTicket(world).id);
  const sidebars = await Promise.all([0, 1].map((agent) => sidebarOf(world, agent)));
  const answers = await Promise.all(
    sidebars.map((sidebar, n) => sidebar.post("/invite", { ticketId, key: `click-${n}` })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await settled(world);
}

/** An answer came too late, and the customer was asked by itself to write. */
async function invited(world: World): Promise<void> {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  await hoursPass(world, 25);
  await agentAnswers(world, { text: "We are coming" });
  expect(invitations(world)).toHaveLength(1);
}

const lastFails = (world: World) =>
  world.twilio.status(invitations(world).at(-1)?.sid ?? "", "failed", { ErrorCode: "63024" });

test("an invitation that failed is none: the sidebar says why, and it is sent again by hand, once a try", async ({
  world,
}) => {
  await invited(world);
  expect((await shown(world)).invitation).toMatchObject({ isPossible: false });
  for (const sent of [2, 3]) {
    await lastFails(world);
    await settled(world);
    expect((await shown(world)).invitation).toEqual({
      isPossible: true,
      why: expect.stringMatching(/^The last invitation did not arrive: .*WhatsApp/),
    });
    await allInvite(world);
    expect(invitations(world)).toHaveLength(sent);
    expect((await shown(world)).invitation).toMatchObject({
      isPossible: false,
      why: expect.stringContaining("asked today"),
    });
    await allInvite(world);
    expect(invitations(world)).toHaveLength(sent);
  }
  expect(
    await world.database.rows("select count(*)::int as n from audit where action = 'template.send'"),
  ).toEqual([{ n: 2 }]);
});

test("an invitation that was canceled is none either; and one that failed is not sent again by itself", async ({
  world,
}) => {
  await invited(world);
  await lastFails(world);
  await agentAnswers(world, { text: "Are you there?" });
  expect(invitations(world)).toHaveLength(1);
  expect(notes(world).at(-1)).toContain("The template that asks them to write again did not arrive");
  await world.database.rows(
    "update contact_logs set status = 'canceled', error_code = null, error_message = null where template is not null",
  );
  expect((await shown(world)).invitation).toEqual({
    isPossible: true,
    why: expect.stringContaining("It was canceled before it was sent."),
  });
  await allInvite(world);
  expect(invitations(world)).toHaveLength(2);
});

test("a template that an agent just sent asks as well: none follows by itself, and one may by hand", async ({
  world,
}) => {
  const { id } = await ticketFor(world, "+4915112345678");
  const { id: templateId } = await knowTemplate(world, "twilio", { body: "Hello, your order is ready." });
  const asked = { ticketId: String(id), templateId, variables: {}, key: "first" };
  expect((await (await sidebarOf(world)).post("/send", asked)).status).toBe(200);
  await settled(world);
  const sent = world.twilio.sent.length;
  await agentAnswers(world, { text: "It waits at our counter" });
  expect(world.twilio.sent).toHaveLength(sent);
  expect(notes(world).at(-1)).toContain("was sent a template less than 24 hours ago");
  const { waiting, invitation } = await shown(world);
  expect(waiting).toMatchObject([{ text: "It waits at our counter" }]);
  expect(invitation).toEqual({ isPossible: true, why: null });
  await allInvite(world);
  expect(invitations(world)).toHaveLength(1);
});

test("a template of yesterday, or one that failed, has asked nobody", async ({ world }) => {
  for (const change of ["created_at = created_at - interval '25 hours'", "status = 'failed'"]) {
    const phone = change.startsWith("status") ? "+4915112345679" : "+4915112345678";
    const { id } = await ticketFor(world, phone);
    const { id: templateId } = await knowTemplate(world, "twilio", { body: "Hello, your order is ready." });
    const asked = { ticketId: String(id), templateId, variables: {}, key: phone };
    expect((await (await sidebarOf(world)).post("/send", asked)).status).toBe(200);
    await settled(world);
    await world.database.rows(`update contact_logs set ${change} where ticket_id = $1`, [String(id)]);
    const before = invitations(world).length;
    await agentAnswers(world, { text: "It waits at our counter" });
    expect(invitations(world)).toHaveLength(before + 1);
  }
});

test("the window is open by our clock and closed by the provider's: the sidebar says so until one of the two is proven", async ({
  world,
}) => {
  const ana = CUSTOMERS.WhatsApp(world);
  await ana.writes("My printer is on fire");
  await agentAnswers(world, { text: "We are coming" });
  expect(await shown(world)).toMatchObject({ windowClosesAt: expect.any(String), windowDoubt: null });
  const tell = (status: string, extra?: Record<string, string>) =>
    world.twilio.status(world.twilio.sent.at(-1)?.sid ?? "", status, extra);
  await tell("undelivered", { ErrorCode: "63016" });
  const doubt = expect.stringMatching(/^Twilio sees the window closed.*another number.*clock.*template/);
  expect(await shown(world)).toMatchObject({ windowClosesAt: expect.any(String), windowDoubt: doubt });
  await agentAnswers(world, { text: "Are you there?" });
  expect(await shown(world)).toMatchObject({ windowDoubt: doubt });
  await tell("delivered");
  expect(await shown(world)).toMatchObject({ windowDoubt: null });
  await agentAnswers(world, { text: "Hello?" });
  await tell("undelivered", { ErrorCode: "63016" });
  expect(await shown(world)).toMatchObject({ windowDoubt: doubt });
  await ana.writes("Yes, here");
  expect(await shown(world)).toMatchObject({ windowDoubt: null });
});

test("an answer that failed for anything else, or after the window, leaves no doubt of it", async ({
  world,
}) => {
  await CUSTOMERS.WhatsApp(world).writes("My printer is on fire");
  await agentAnswers(world, { text: "We are coming" });
  const { sid } = world.twilio.sent.at(-1) ?? expect.unreachable();
  await world.twilio.status(sid, "undelivered", { ErrorCode: "63024" });
  expect(await shown(world)).toMatchObject({ windowDoubt: null });
  await world.database.rows("update contact_logs set error_code = '63016' where error_code is not null");
  await hoursPass(world, 25);
  expect(await shown(world)).toMatchObject({ windowClosesAt: null, windowDoubt: null });
});
