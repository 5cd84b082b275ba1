import { expect } from "vitest";
import { agentEcho, appEcho, standby } from "../sandbox/meta/others.ts";
import { visit } from "../support/console.ts";
import { about, oursOf, statesOf } from "../support/examined.ts";
import { test } from "../support/world.ts";

const ADA = "14155550123";
const contacts = [{ wa_id: ADA, profile: { name: "Ada Lovelace" } }];

test("the doctor says that Meta's agent is at work once it was heard, and that a partner was removed", async ({
  world,
}) => {
  expect(statesOf(await oursOf(world))).not.toHaveProperty("Meta's own agent");
  const message_echoes = [agentEcho(ADA, "We open at nine")];
  await world.meta.post(world.meta.envelope(standby({ contacts, message_echoes }), "standby"));
  await world.meta.post(world.meta.envelope({ event: "PARTNER_REMOVED" }, "account_update"));
  const findings = await oursOf(world);
  expect(about(findings, "Meta's own agent")).toMatchObject({
    state: "ok",
    says: expect.stringMatching(/last heard of today\. Tickets are opened when a conversation comes to us/),
  });
  expect(about(findings, "Partners of the account").state).toBe("warning");
});

test("the console shows who wrote what others sent from our number", async ({ world }) => {
  const message_echoes = [agentEcho(ADA, "We open at nine")];
  const messages = [{ id: "wamid.asked", from: ADA, type: "text", text: { body: "When do you open?" } }];
  await world.meta.post(world.meta.envelope(standby({ contacts, messages, message_echoes }), "standby"));
  const typed = { message_echoes: [appEcho(ADA, { text: { body: "Or at ten" } })] };
  await world.meta.post(world.meta.envelope(typed, "smb_message_echoes"));
  const [contact] = await world.database.rows<{ id: string }>("select id from contacts");
  const page = await (await visit(world, `/contacts/${contact?.id}`)).text();
  for (const words of [
    "WhatsApp, to Meta&#39;s agent",
    "WhatsApp, answered by Meta&#39;s agent",
    "WhatsApp, from the WhatsApp Business app",
  ])
    expect(page).toContain(words);
});
