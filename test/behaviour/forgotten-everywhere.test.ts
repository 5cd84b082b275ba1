import { expect } from "vitest";
import { eraseContact } from "../../lib/contacts/erase-contact.ts";
import { findMore } from "../../lib/db/erasure/begin-elsewhere.ts";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { BY_PASSWORD } from "../support/audit.ts";
import { submit, visit } from "../support/console.ts";
import { callContacts } from "../support/contacts.ts";
import { at, OUR_NUMBER } from "../support/conversations.ts";
import { ask } from "../support/conversations-api.ts";
import { deletions, erase, PHONE, receiptOf, stillTold, wellKnown } from "../support/forgotten.ts";
import { everythingWeKeep } from "../support/traces.ts";
import { lastTicket } from "../support/two-way.ts";
import { test } from "../support/world.ts";

test("everywhere: Twilio and Zendesk know nothing of the person any more, and the receipt says so", async ({
  world,
}) => {
  world.zendesk.connectWebhook();
  const id = await wellKnown(world);
  expect(stillTold(world).length).toBeGreaterThan(5);
  const answer = await erase(world);
  expect(answer).toMatchObject({ status: 202, contactId: id, receipt: id, erased: { identity: true } });
  expect(stillTold(world)).toEqual([]);
  expect(world.twilio.messages).toEqual([]);

  const early = await receiptOf(world, answer.receipt);
  expect(early).toMatchObject({ state: "under way", finishedAt: null });
  expect(early.twilio).toMatchObject({ pending: 1, refused: 0 });
  expect(early.twilio?.things).toContainEqual(
    expect.objectContaining({ what: "late", state: "pending", why: expect.stringContaining("once more") }),
  );
  await world.later(400);
  const receipt = await receiptOf(world, answer.receipt);
  expect(receipt).toMatchObject({ receipt: id, state: "finished", finishedAt: expect.any(String) });
  expect(receipt.twilio).toMatchObject({ pending: 0, refused: 0 });
  expect(receipt.zendesk).toMatchObject({ pending: 0, refused: 0 });
  expect(receipt.zendesk?.things.map(({ what, state, count }) => [what, state, count])).toEqual([
    ["comment", "done", 2],
    ["late", "done", 1],
    ["subject", "done", 1],
    ["ticket", "done", 1],
    ["user", "done", 1],
  ]);
  expect(receipt.meta).toEqual({ place: "meta", done: 0, pending: 0, refused: 0, things: [] });
  // Agents' words are theirs, and the receipt says where there are any.
  expect(receipt.zendesk?.things).toContainEqual(
    expect.objectContaining({
      what: "ticket",
      why: expect.stringContaining("agents' comments stay"),
      ids: [String(lastTicket(world).id)],
    }),
  );
  expect(lastTicket(world).comments.at(-1)?.body).toBe("We look into it");
  expect(lastTicket(world).subject).toBe("Erased");
  const user = world.zendesk.users.find(({ role }) => role === "end-user");
  expect(user).toMatchObject({ name: "Erased person", phone: null, external_id: null });
});

test("without everywhere nothing is asked of an upstream, and there is no receipt", async ({ world }) => {
  const id = await wellKnown(world);
  const calls = world.calls.length;
  for (const fields of [{ phone: PHONE }, { id, everywhere: false }]) {
    const answer = await erase(world, fields);
    expect(answer).toMatchObject({ status: 200, notErased: { zendesk: { note: expect.any(String) } } });
    expect(answer.receipt).toBeUndefined();
  }
  await world.later(400);
  expect(world.calls.slice(calls)).toEqual([]);
  expect((await callContacts(world, "GET", { receipt: id })).status).toBe(404);
  expect(await world.tasks("erase-elsewhere")).toEqual([]);
});

test.for([
  ["a receipt that does not exist", "GET", { receipt: "01a1fe17-450d-7788-b638-a3c0cfd0216b" }, 404],
  ["a receipt that is none", "GET", { receipt: "mine" }, 404],
  ["a receipt and more", "GET", { receipt: "01a1fe17-450d-7788-b638-a3c0cfd0216b", limit: 1 }, 400],
  ["a receipt by POST", "POST", { receipt: "01a1fe17-450d-7788-b638-a3c0cfd0216b" }, 404],
  ["everywhere in other words", "DELETE", { phone: PHONE, everywhere: "yes" }, 400],
  ["everywhere where nothing is erased", "GET", { phone: PHONE, everywhere: true }, 400],
  ["nobody, everywhere", "DELETE", { phone: PHONE, everywhere: true }, 404],
] as const)("%s is answered with %d", async ([, method, fields, status], { world }) => {
  expect((await callContacts(world, method, fields)).status).toBe(status);
  expect(await world.tasks()).toEqual([]);
});

test("somebody who was erased before is forgotten elsewhere by their id", async ({ world }) => {
  const id = await wellKnown(world);
  await erase(world, { phone: PHONE });
  await world.later(400);
  expect(stillTold(world).length).toBeGreaterThan(5);
  expect(await erase(world, { id, everywhere: true })).toMatchObject({ status: 202, receipt: id });
  await world.later(400);
  expect(stillTold(world)).toEqual([]);
  expect(await receiptOf(world, id)).toMatchObject({ state: "finished" });
});

test("what was under way at that moment is found by the last look", async ({ world }) => {
  const id = await wellKnown(world);
  await erase(world);
  const late = world.twilio.miss({ From: `whatsapp:${PHONE}`, Body: "Zqana once more" });
  await world.database.rows(
    `insert into contact_logs (id, contact_id, direction, provider, twilio_message_sid, kind, status)
     values (gen_random_uuid(), $1, 'outbound', 'twilio', $2, 'text', 'sent')`,
    [id, late.sid],
  );
  expect(await receiptOf(world, id)).toMatchObject({ state: "under way" });
  await world.later(400);
  expect(world.twilio.messages).toEqual([]);
  expect(await receiptOf(world, id)).toMatchObject({ state: "finished" });
});

test("asked for twice at once, by id, and once more: one receipt, and all is forgotten", async ({
  world,
}) => {
  const id = await wellKnown(world);
  const other = await world.anotherInstance();
  const key = { id, everywhere: true };
  const ask = (origin: string) => callContacts(world, "DELETE", key, { origin });
  const answers = await Promise.all([world.origin, other.origin, world.origin].map(ask));
  for (const response of answers) {
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ receipt: id });
  }
  await world.settle();
  await world.later(400);
  expect(await receiptOf(world, id)).toMatchObject({ state: "finished" });
  const asked = deletions(world).length;
  expect(await erase(world, key)).toMatchObject({ status: 202, receipt: id });
  await world.later(400);
  expect(stillTold(world)).toEqual([]);
  expect(await receiptOf(world, id)).toMatchObject({ state: "finished" });
  expect(deletions(world)).toHaveLength(asked);
  expect(await world.database.rows("select id from erasures")).toEqual([{ id }]);
});

test("a webhook or a status that comes again brings nothing back, here or there", async ({ world }) => {
  const id = await wellKnown(world);
  const [inbound] = world.twilio.messages;
  const [sent] = world.twilio.sent;
  const again = [
    () => world.twilio.redeliver(inbound?.sid ?? ""),
    () => world.twilio.status(sent?.sid ?? "", "read"),
  ];
  // The simulated Twilio tells of what it has; the real one tells of what is deleted as well.
  const messages = [...world.twilio.messages];
  await erase(world);
  await world.later(400);
  const rows = await everythingWeKeep(world);
  expect(rows.filter((row) => /4155550100|Zqana/.test(row))).toEqual([]);
  expect(JSON.stringify(world.logged.filter(({ task }) => task === "erase-elsewhere"))).not.toMatch(
    /4155550100|Zqana/,
  );
  world.twilio.messages.push(...messages);
  const calls = world.calls.length;
  for (const tell of again) await tell();
  await world.settle();
  expect(await everythingWeKeep(world)).toHaveLength(rows.length);
  expect((await everythingWeKeep(world)).filter((row) => /4155550100|Zqana/.test(row))).toEqual([]);
  expect(world.calls.slice(calls)).toEqual([]);
  expect(await receiptOf(world, id)).toMatchObject({ state: "finished" });
});

test("of more messages than one statement takes, the rest is written down after it", async ({ world }) => {
  const id = await wellKnown(world);
  await world.database.rows(
    `insert into contact_logs (id, contact_id, direction, provider, twilio_message_sid, kind, status)
     select gen_random_uuid(), $1::uuid, 'inbound', 'twilio', 'SM' || md5(n::text), 'text', 'received' from generate_series(1, 5010) n`,
    [id],
  );
  const known = () => world.database.rows("select ref from erasure_parts where what = 'message'");
  await eraseContact(world.deps, { id }, { everywhere: true, actor: BY_PASSWORD });
  expect(await known()).toHaveLength(5_000);
  expect(await findMore(world.deps.db, id)).toBeGreaterThan(10);
  expect(await findMore(world.deps.db, id)).toBe(0);
  const rows = await world.database.rows("select id from contact_logs where twilio_message_sid is not null");
  expect(await known()).toHaveLength(rows.length);
});

test("messages of a conversation with them are deleted there, theirs and ours; another's are not", async ({
  world,
}) => {
  const address = `whatsapp:${PHONE}`;
  const participants = [{ identity: "agent.kim" }, { address, proxyAddress: OUR_NUMBER }];
  await ask(world, { friendlyName: "Order 7", uniqueName: "order-7", participants });
  const [kept] = world.twilio.conversations;
  const { tell } = startConversation(world, kept?.sid);
  const says = async (letter: string, Author: string, Source: string) => {
    const sid = `IM${letter.repeat(32)}`;
    kept?.messages.push({ sid, body: "Hello", author: Author, attributes: "{}", index: 0, date: at(1) });
    const message = { MessageSid: sid, Author, Source, Body: "Hello", DateCreated: at(1) };
    await tell("onMessageAdded", { ...message, ChatServiceSid: kept?.serviceSid ?? "" });
  };
  await says("a", address, "WHATSAPP");
  await says("b", "agent.kim", "SDK");
  await says("c", "whatsapp:+14155550123", "WHATSAPP");
  await world.settle();
  expect((await erase(world)).status).toBe(202);
  expect(kept?.messages.map(({ sid }) => sid)).toEqual([`IM${"c".repeat(32)}`]);
});

test("the console asks with a box, and shows the receipt", async ({ world }) => {
  const id = await wellKnown(world);
  expect(await (await visit(world, `/contacts/${id}/erase`)).text()).toContain('name="everywhere"');
  const led = await submit(world, `/contacts/${id}/erase`, { everywhere: "true" });
  await world.settle();
  expect(led.headers.get("location")).toContain(`/console/erasures/${id}`);
  await world.later(400);
  expect(stillTold(world)).toEqual([]);
  const page = await (await visit(world, `/erasures/${id}`)).text();
  expect(page).toContain("finished");
  expect(page).toContain("message with its files");
  expect(await (await visit(world, `/contacts/${id}`)).text()).toContain(`/console/erasures/${id}`);
  expect((await visit(world, "/erasures/nobody")).status).toBe(404);
});
