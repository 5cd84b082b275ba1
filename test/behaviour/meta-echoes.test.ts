import { expect } from "vitest";
import { appEcho, secondsAfter } from "../sandbox/meta/others.ts";
import { callCron } from "../support/stats.ts";
import { test, type World } from "../support/world.ts";

const ADA = "14155550123";

const echo = async (
  world: World,
  content: Record<string, unknown>,
  id: string,
  more: Record<string, unknown> = {},
) => {
  const value = { message_echoes: [appEcho(ADA, content, { id, ...more })] };
  const response = await world.meta.post(world.meta.envelope(value, "smb_message_echoes"));
  expect(response.status).toBe(200);
};
const said = (body: string) => ({ text: { body } });
const notes = (world: World) =>
  world.zendesk.tickets.flatMap(({ comments }) =>
    comments.filter((one) => !one.public).map(({ body }) => body),
  );

test("what staff type in the WhatsApp Business app is kept with its ticks, and noted once on the open ticket", async ({
  world,
}) => {
  await world.meta.receive("My printer is on fire");
  await world.settle();
  const answered = world.meta.sent.length;
  await echo(world, said("STOP it by the switch"), "wamid.e1");
  await echo(world, said("STOP it by the switch"), "wamid.e1");
  await echo(
    world,
    { edit: { original_message_id: "wamid.e1", message: { type: "text", ...said("Pull the plug") } } },
    "wamid.e2",
  );
  await echo(world, { revoke: { original_message_id: "wamid.e1" } }, "wamid.e3");
  const statuses = [{ id: "wamid.e1", status: "read", timestamp: secondsAfter(9), recipient_id: ADA }];
  await world.meta.post(world.meta.envelope({ statuses }));
  await world.settle();
  const rows = await world.database.rows(
    "select via, kind, body, status, ticket_id from contact_logs where via is not null order by id",
  );
  const ticket_id = String(world.zendesk.tickets[0]?.id);
  const via = "business-app";
  expect(rows).toEqual([
    { via, kind: "text", body: "STOP it by the switch", status: "read", ticket_id },
    { via, kind: "edit", body: "Pull the plug", status: "sent", ticket_id },
    { via, kind: "revoke", body: "", status: "sent", ticket_id },
  ]);
  expect(notes(world)).toHaveLength(3);
  expect(notes(world)[0]).toMatch(
    /^Written to the customer in the WhatsApp Business app:\n\nSTOP it by the switch/,
  );
  expect(world.meta.sent).toHaveLength(answered);
  expect(await world.logs("inbound")).toHaveLength(1);
});

test("an echo to somebody unknown makes the contact, and neither opens a window nor a ticket", async ({
  world,
}) => {
  await echo(world, said("We are closed today"), "wamid.e1", { to_user_id: "US.5" });
  await echo(world, said("Tomorrow as well"), "wamid.e2");
  await world.settle();
  expect(await world.database.rows("select phone, bsuid, last_inbound_at as at from contacts")).toEqual([
    { phone: `+${ADA}`, bsuid: "US.5", at: null },
  ]);
  expect(await world.logs("outbound")).toHaveLength(2);
  expect(world.zendesk.tickets).toEqual([]);
  expect(await world.tasks("deliver-message")).toEqual([]);
});

test("what was typed while the ticket was being opened is noted on it all the same", async ({ world }) => {
  const isCreate = (call: { method: string; path: string }) =>
    call.method === "POST" && call.path.includes("/tickets");
  world.fail("zendesk", { status: 503 }, { times: 1, when: isCreate });
  await world.meta.receive("My printer is on fire");
  await echo(world, said("Coming"), "wamid.e1");
  await world.settle();
  await world.later(120);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(notes(world)).toMatchObject([expect.stringContaining("Coming")]);
});

test("twelve echoes keep nobody from hearing of us, and count as the first answer", async ({ world }) => {
  await world.meta.receive("My printer is on fire");
  await world.settle();
  for (let n = 0; n < 12; n += 1) await echo(world, said(`Sentence ${n}`), `wamid.e${n}`);
  await world.settle();
  const before = world.meta.sent.length;
  await world.meta.receive("HELP");
  await world.settle();
  expect(world.meta.sent.length).toBe(before + 1);
  await callCron(world);
  const [counted] = await world.database.rows<{ answers: Record<string, number>; inbound: number }>(
    "select first_answers as answers, inbound from hourly_counts where provider = 'meta' and inbound > 0",
  );
  expect(counted?.inbound).toBe(2);
  expect(Object.values(counted?.answers ?? {})).toEqual([1]);
});

test.for(["history", "smb_app_state_sync"])(
  "%s is acknowledged and leaves nothing",
  async (field, { world }) => {
    const value = {
      history: [{ threads: [{ id: ADA, messages: [] }] }],
      state_sync: [{ contact: { phone_number: ADA } }],
    };
    const response = await world.meta.post(world.meta.envelope(value, field));
    expect(response.status).toBe(200);
    expect(await world.database.rows("select 1 from account_events union all select 1 from tasks")).toEqual(
      [],
    );
    expect(await world.database.rows("select 1 from contacts union all select 1 from contact_logs")).toEqual(
      [],
    );
  },
);
