import { newWamid } from "../sandbox/meta/message.ts";
import { startConversation } from "../sandbox/twilio/conversations.ts";
import { callApi } from "./contacts.ts";
import { at, OUR_NUMBER } from "./conversations.ts";
import { tookTurn } from "./turns.ts";
import { hoursPass, lastTicket, settled } from "./two-way.ts";
import type { World } from "./world.ts";

/** A person; every text of theirs, and every text for them, has their word in it. */
export type Person = { phone: string; bsuid: string; username: string; name: string; word: string };

const PDF = { contentType: "application/pdf", bytes: Buffer.from("%PDF-1.4 a bill") };

/** Lives a life over both providers, both ways; gives what tells every webhook of it once more. */
export async function live(world: World, { phone, bsuid, username, name, word }: Person, old: string) {
  const webhooks: (() => Promise<unknown>)[] = [];
  const tell = async (webhook: () => Promise<unknown>) => {
    webhooks.push(webhook);
    await webhook();
    await settled(world);
  };
  const wa_id = phone.slice(1);
  const From = `whatsapp:${phone}`;
  const contact = { wa_id, user_id: bsuid, username, name };
  const hears = async (fields: Record<string, string>, files: (typeof PDF)[] = []) => {
    const { sid } = await world.twilio.receiveMedia({ From, ProfileName: name, ...fields }, files);
    webhooks.push(() => world.twilio.redeliver(sid));
    await settled(world);
    return sid;
  };
  const says = async (message: string | Record<string, unknown>, by: object = contact) => {
    const { wamid } = await world.meta.receive(message, { contact: by });
    webhooks.push(() => world.meta.redeliver(wamid));
    await settled(world);
    return wamid;
  };
  const posts = (value: Record<string, unknown>, field?: string) =>
    tell(() => world.meta.post(world.meta.envelope(value, field)));

  const first = await says(`${word} from my old number`, { wa_id: old.slice(1), name });
  await says(
    { type: "system", system: { type: "user_changed_number", body: `${word} ${old} to ${phone}`, wa_id } },
    {
      wa_id: old.slice(1),
      name,
    },
  );
  const sid = await hears({ Body: `${word} my bill is wrong` });
  await tookTurn(world, phone, {
    outcome: "handed-over",
    why: "by-the-model",
    answer: `We look into it, ${word}`,
    subject: `${word}'s bill`,
    summary: `${name} says that it is wrong`,
  });
  await hears({ Body: `${word} see here` }, [PDF]);
  await hears({ Latitude: "1.5", Longitude: "2.5", Address: `${word} street`, Label: `${word} home` });
  await hears({ Body: `${word} that one`, OriginalRepliedMessageSid: sid });
  await hears({ From: phone, Body: `${word} by SMS` });
  const wamid = await says(`${word} over Meta`);
  await says(`${word} by user id`, { user_id: bsuid, username, name });
  const edited = {
    original_message_id: wamid,
    message: { type: "text", text: { body: `${word} over Mars` } },
  };
  for (const message of [
    { type: "text", text: { body: `${word} quoting` }, context: { id: wamid } },
    { type: "reaction", reaction: { message_id: wamid, emoji: "👍" } },
    { type: "edit", edit: edited },
    { type: "revoke", revoke: { original_message_id: first } },
    {
      type: "contacts",
      contacts: [{ name: { formatted_name: `${word} friend` }, phones: [{ phone }] }],
    },
    {
      type: "order",
      order: { catalog_id: "1", text: `${word} order`, product_items: [{ product_retailer_id: word }] },
    },
  ])
    await says(message);
  world.zendesk.answer(lastTicket(world).id, { text: `We look into it, ${word}` });
  await settled(world);
  const reply = world.meta.sent.at(-1)?.id ?? "";
  const errors = [{ code: 131026, title: `To ${word}`, message: `To ${phone}` }];
  const failed = world.meta.statusOf(reply, "failed", { errors });
  await posts({ statuses: [failed] });
  // What another system sent in our number's name, and what nobody can read.
  const { biz_opaque_callback_data, ...theirs } = failed;
  await posts({ statuses: [{ ...theirs, id: newWamid(contact) }] });
  await posts({
    statuses: [{ id: newWamid(contact), status: "sent", timestamp: "1790000000", recipient_id: wa_id }],
  });
  await posts({ statuses: [{ id: newWamid(contact), status: `teleported ${word}` }] });
  await posts({ messages: [{ id: newWamid(contact), from: wa_id, type: 7, text: { body: word } }] });
  await hears({ Body: "STATUS" });
  const answer = world.twilio.sent.at(-1)?.sid ?? "";
  await tell(() => world.twilio.status(answer, "vanished", { To: From }));
  const spaced = `${phone.slice(0, 2)} (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`;
  await posts({ customer: spaced, note: word }, "a_field_of_next_year");
  await posts({ message: newWamid(contact).replace(/\+/g, "-").replace(/\//g, "_"), note: word }, "flows");
  await posts({ username, status: "taken", note: word }, "username_update");
  await posts(
    {
      user_id_update: [
        { user_id: { previous: bsuid, current: bsuid }, parent_user_id: { current: `US.ENT.${word}` } },
      ],
    },
    "user_id_update",
  );
  await world.database.rows(
    `insert into approvals (id, contact_id, reference, ticket_id) select gen_random_uuid(), id, $1, $2 from contacts where phone = $3`,
    [`${word}-1`, String(lastTicket(world).id), phone],
  );
  await hears({ Body: `APPROVE ${word}-1` });
  const { tell: event } = startConversation(world);
  const IM = `IM${word.padEnd(32, "a").replace(/[^0-9a-f]/g, "b")}`;
  await tell(() =>
    event("onConversationAdded", {
      FriendlyName: `${word} chat`,
      Attributes: `{"a":"${word}"}`,
      DateCreated: at(1),
    }),
  );
  await tell(() =>
    event("onParticipantAdded", {
      ParticipantSid: IM.replace("IM", "MB"),
      "MessagingBinding.Address": From,
      "MessagingBinding.ProxyAddress": OUR_NUMBER,
      DateCreated: at(1),
    }),
  );
  const said = {
    MessageSid: IM,
    Author: From,
    Source: "WHATSAPP",
    Body: `${word} there`,
    DateCreated: at(2),
  };
  await tell(() => event("onMessageAdded", said));
  await callApi(world, "POST", "/api/messages", { to: [phone], body: `A bulk for ${word}` });
  await world.later(2);
  await hears({ Body: "STOP" });
  await callApi(world, "POST", "/api/messages", { to: [spaced], body: `Left out: ${word}` });
  await hears({ Body: "START" });
  await hoursPass(world, 25);
  world.zendesk.answer(lastTicket(world).id, { text: `Held for ${word}` });
  await settled(world);
  await posts(
    {
      user_preferences: [
        { wa_id, detail: word, category: "marketing_messages", value: "stop", timestamp: "1" },
      ],
    },
    "user_preferences",
  );
  return async () => {
    for (const webhook of webhooks) await webhook();
    await world.settle();
  };
}
