import { expect } from "vitest";
import { test, type World } from "../support/world.ts";

const phone = { wa_id: "14155550188", name: "Ana" };
const bsuid = { user_id: "US.13491208655302741918", username: "ana", name: "Ana" };
const both = { ...phone, ...bsuid };

const contacts = (world: World) =>
  world.database.rows<{ phone: string | null; bsuid: string | null; username: string | null }>(
    "select phone, bsuid, username from contacts order by phone",
  );

test("somebody without a phone number is answered by the business-scoped user id", async ({ world }) => {
  await world.meta.receive("My printer is on fire", { contact: bsuid });
  await world.settle();
  expect(await contacts(world)).toEqual([{ phone: null, bsuid: bsuid.user_id, username: "ana" }]);
  expect(world.meta.dropped).toEqual([]);
  expect(world.meta.sent[0]?.payload).toMatchObject({ recipient: bsuid.user_id });
  expect(world.zendesk.users.map(({ external_id }) => external_id)).toContain(bsuid.user_id);
});

test("a payload that shows both joins two contacts, with their logs and tickets", async ({ world }) => {
  await world.meta.receive("Known by my user id", { contact: bsuid });
  await world.settle();
  await world.meta.receive("Known by my number", { contact: phone });
  await world.settle();
  expect(await contacts(world)).toHaveLength(2);
  await world.meta.receive("And now by both", { contact: both });
  await world.settle();
  expect(await contacts(world)).toEqual([{ phone: "+14155550188", bsuid: bsuid.user_id, username: "ana" }]);
  const owners = await world.database.rows(
    "select distinct contact_id from contact_logs union select contact_id from tickets",
  );
  expect(owners).toHaveLength(1);
  expect(world.zendesk.tickets).toHaveLength(2);
  expect(world.zendesk.tickets.at(-1)?.comments).toHaveLength(2);
});

test("one batch by number, by user id and by both: one person, and nothing is refused", async ({ world }) => {
  const message = (n: number, sender: object) => ({
    id: `wamid.${n}`,
    type: "text",
    text: { body: `Sentence ${n}` },
    ...sender,
  });
  const messages = [
    message(1, { from_user_id: bsuid.user_id }),
    message(2, { from: phone.wa_id, from_user_id: bsuid.user_id }),
    message(3, { from: phone.wa_id }),
    message(4, { from: "14155550166", from_user_id: bsuid.user_id }),
  ];
  const response = await world.meta.post(world.meta.envelope({ messaging_product: "whatsapp", messages }));
  expect(response.status).toBe(200);
  expect(await world.logs("inbound")).toHaveLength(4);
  expect(await contacts(world)).toHaveLength(2);
});

test("STOP under a second user id holds for the number that it turns out to belong to", async ({ world }) => {
  await world.meta.receive("My printer is on fire", { contact: both });
  await world.settle();
  await world.meta.receive("STOP", { contact: { user_id: "US.222" } });
  await world.settle();
  const joining = () =>
    world.meta.receive("Are you still there?", { contact: { ...phone, user_id: "US.222" } });
  await Promise.all([joining(), joining()]);
  await joining();
  expect(
    await world.database.rows(
      "select phone, bsuid, opted_out_at is not null as out, opt_out_reason as reason from contacts",
    ),
  ).toEqual([{ phone: "+14155550188", bsuid: "US.222", out: true, reason: "stop" }]);
  const owners = await world.database.rows("select distinct contact_id from contact_logs");
  expect(owners).toHaveLength(1);
});

test("somebody who changes number stays the same person", async ({ world }) => {
  await world.meta.receive("My printer is on fire", { contact: phone });
  await world.settle();
  const system = { type: "user_changed_number", body: "changed", wa_id: "14155550177" };
  await world.meta.receive({ type: "system", system }, { contact: phone });
  await world.meta.receive("Still burning", { contact: { wa_id: "14155550177" } });
  await world.settle();
  expect(await contacts(world)).toMatchObject([{ phone: "+14155550177" }]);
  expect(world.zendesk.tickets).toHaveLength(1);
});

/** A system message as Meta sends it: without contacts. */
const changed = (world: World, system: Record<string, unknown>, from?: string) =>
  world.meta.receive(
    { type: "system", system: { body: "changed", ...system } },
    { contact: { ...(from && { wa_id: from }) }, value: { contacts: undefined } },
  );
const renames = (world: World, previous_user_id: string, user_id: string) =>
  changed(world, { type: "user_changed_user_id", user_id, previous_user_id });

test("somebody whose user id changes stays the same person", async ({ world }) => {
  await world.meta.receive("My printer is on fire", { contact: bsuid });
  await world.settle();
  const { response } = await renames(world, bsuid.user_id, "US.777");
  expect(response.status).toBe(200);
  await world.meta.receive("Still burning", { contact: { user_id: "US.777" } });
  await world.settle();
  expect(await contacts(world)).toMatchObject([{ bsuid: "US.777" }]);
  expect(world.zendesk.tickets).toHaveLength(1);
});

test("a changed number changes the user id as well, whether the old number is told or not", async ({
  world,
}) => {
  for (const [n, from] of [phone.wa_id, undefined].entries()) {
    const [old, next] = [`US.10${n}`, `US.20${n}`];
    const wa_id = from ?? "14155550199";
    await world.meta.receive("My printer is on fire", { contact: { wa_id, user_id: old } });
    const system = {
      type: "user_changed_number",
      wa_id: `1415555017${n}`,
      user_id: next,
      previous_user_id: old,
    };
    await changed(world, system, from);
    await world.meta.receive("Still burning", { contact: { user_id: next } });
    await world.meta.receive("And still", { contact: { wa_id: `1415555017${n}` } });
  }
  await world.settle();
  expect(await contacts(world)).toMatchObject([
    { phone: "+14155550170", bsuid: "US.200" },
    { phone: "+14155550171", bsuid: "US.201" },
  ]);
  expect(world.zendesk.tickets).toHaveLength(2);
});

test("who wrote under the new user id before we heard of the change is joined with who they were", async ({
  world,
}) => {
  await world.meta.receive("My printer is on fire", { contact: both });
  await world.meta.receive("Still burning", { contact: { user_id: "US.777" } });
  // What is just being promised to the one who goes would keep their row until the next message.
  await world.settle();
  await renames(world, bsuid.user_id, "US.777");
  expect(await contacts(world)).toMatchObject([{ phone: "+14155550188", bsuid: "US.777" }]);
});

test("a field user_id_update, which Meta has not, is an event like any other", async ({ world }) => {
  await world.meta.receive("My printer is on fire", { contact: bsuid });
  const value = { user_id_update: [{ user_id: { previous: bsuid.user_id, current: "US.777" } }] };
  const response = await world.meta.post(world.meta.envelope(value, "user_id_update"));
  expect(response.status).toBe(200);
  expect(await contacts(world)).toMatchObject([{ bsuid: bsuid.user_id }]);
});

test("a change of number, or of user id, that is delivered again after it was undone changes nothing", async ({
  world,
}) => {
  await world.meta.receive("My printer is on fire", { contact: { ...both } });
  const changes = (from: string, to: string) =>
    changed(world, { type: "user_changed_number", wa_id: to }, from);
  const first = await changes(phone.wa_id, "14155550177");
  const renamed = await renames(world, bsuid.user_id, "US.777");
  expect(await contacts(world)).toMatchObject([{ phone: "+14155550177", bsuid: "US.777" }]);
  await changes("14155550177", phone.wa_id);
  await renames(world, "US.777", bsuid.user_id);
  await world.meta.redeliver(first.wamid);
  await world.meta.redeliver(renamed.wamid);
  expect(await contacts(world)).toMatchObject([{ phone: "+14155550188", bsuid: bsuid.user_id }]);
});

test.for([
  ["Brazil's ninth digit", "551187654321", "5511987654321"],
  ["Mexico's 1", "5215512345678", "525512345678"],
  ["Argentina's 9", "5491123456789", "541123456789"],
])("%s: one person, answered at the address as received", async ([, first = "", second = ""], { world }) => {
  await world.meta.receive("My printer is on fire", { contact: { wa_id: first } });
  await world.settle();
  await world.meta.receive("Still burning", { contact: { wa_id: second } });
  await world.settle();
  expect(await contacts(world)).toHaveLength(1);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(world.meta.sent[0]?.payload).toMatchObject({ to: first });
});

test("a Mexican who writes by SMS and by WhatsApp is one person, answered where each message came from", async ({
  world,
}) => {
  await world.twilio.receive({ From: "+525512345678", Body: "Hi" });
  await world.settle();
  await world.meta.receive("My printer is on fire", { contact: { wa_id: "5215512345678" } });
  await world.settle();
  expect(await contacts(world)).toMatchObject([{ phone: "+525512345678" }]);
  expect(world.twilio.sent).toMatchObject([{ to: "+525512345678" }]);
  expect(world.meta.sent).toMatchObject([{ payload: { to: "5215512345678" } }]);
});

test("marketing stopped by the contact is an opt-out, resumed it is none", async ({ world }) => {
  await world.meta.receive("My printer is on fire", { contact: phone });
  await world.settle();
  const wish = (value: string) =>
    world.meta.post(
      world.meta.envelope(
        {
          user_preferences: [
            { wa_id: phone.wa_id, category: "marketing_messages", value, timestamp: 1731705721 },
          ],
        },
        "user_preferences",
      ),
    );
  const optedOut = () => world.database.rows("select opted_out_at is not null as out from contacts");
  await wish("stop");
  expect(await optedOut()).toEqual([{ out: true }]);
  await wish("resume");
  expect(await optedOut()).toEqual([{ out: false }]);
});

test("what Meta says about templates, quality and accounts is kept once", async ({ world }) => {
  const body = world.meta.envelope(
    { event: "PAUSED", message_template_name: "confirmation" },
    "message_template_status_update",
  );
  for (let n = 0; n < 3; n += 1) expect((await world.meta.post(body)).status).toBe(200);
  expect(await world.database.rows("select field, payload->>'event' as event from account_events")).toEqual([
    { field: "message_template_status_update", event: "PAUSED" },
  ]);
});
