import { expect } from "vitest";
import { test, type World } from "../support/world.ts";

const lastComment = (world: World) =>
  world.zendesk.tickets
    .at(-1)
    ?.comments.at(-1)
    ?.body.replace(/\n\nRef \S+$/, "");

/** What a message of each type reads like on a ticket. */
const kinds: [string, Record<string, unknown>, string][] = [
  ["text", { type: "text", text: { body: "Where is my parcel" } }, "Where is my parcel"],
  [
    "location",
    {
      type: "location",
      location: { latitude: 37.46, longitude: -122.21, name: "HQ", address: "1 Hacker Way" },
    },
    "Location:\nHQ\n1 Hacker Way\n37.46, -122.21\nhttps://www.google.com/maps?q=37.46%2C-122.21",
  ],
  [
    "contacts",
    { type: "contacts", contacts: [{ name: { formatted_name: "Ada" }, phones: [{ phone: "+1 555 0100" }] }] },
    "Ada, +1 555 0100",
  ],
  ["button", { type: "button", button: { payload: "p", text: "Yes please" } }, "Yes please"],
  [
    "button reply",
    {
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "1", title: "Refund" } },
    },
    "Refund",
  ],
  [
    "list reply",
    {
      type: "interactive",
      interactive: {
        type: "list_reply",
        list_reply: { id: "1", title: "Refund", description: "Money back" },
      },
    },
    "Refund\nMoney back",
  ],
  [
    "flow",
    {
      type: "interactive",
      interactive: {
        type: "nfm_reply",
        nfm_reply: { body: "Sent", response_json: '{"rating":"4","flow_token":"x"}' },
      },
    },
    "Sent\nrating: 4",
  ],
  [
    "order",
    {
      type: "order",
      order: {
        text: "Quick please",
        product_items: [{ product_retailer_id: "SODA", quantity: 2, item_price: 10, currency: "EUR" }],
      },
    },
    "Quick please\nOrder:\n2 x SODA at 10 EUR",
  ],
  [
    "unsupported",
    { type: "unsupported", unsupported: { type: "poll" } },
    "(A message of a type that WhatsApp does not pass on: poll)",
  ],
  ["next year's type", { type: "hologram", hologram: {} }, "(A message of type hologram)"],
];

test.for(kinds)("a message of type %s reads well on its ticket", async ([, message, text], { world }) => {
  const { response } = await world.meta.receive(message);
  expect(response.status).toBe(200);
  await world.settle();
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(lastComment(world)).toBe(text);
});

test.for(["image", "video", "audio", "document", "sticker"])(
  "an attachment of type %s is brought to the ticket",
  async (type, { world }) => {
    const contentType =
      {
        image: "image/jpeg",
        video: "video/mp4",
        audio: "audio/ogg",
        document: "application/pdf",
        sticker: "image/webp",
      }[type] ?? "";
    await world.meta.receiveMedia(
      { type, [type]: { ...(type === "document" && { filename: "invoice.pdf" }) } },
      { contentType, bytes: Buffer.from("bytes") },
    );
    await world.settle();
    const [attachment] = world.zendesk.tickets[0]?.comments[0]?.attachments ?? [];
    expect(attachment).toMatchObject({ content_type: contentType });
    if (type === "document") expect(attachment).toMatchObject({ file_name: "invoice.pdf" });
  },
);

test("a reaction, an edit and a deletion are comments on the ticket of their message", async ({ world }) => {
  const { wamid } = await world.meta.receive("My card was charged twice");
  await world.settle();
  const said = async (message: Record<string, unknown>) => {
    await world.meta.receive(message);
    await world.settle();
    return lastComment(world);
  };
  expect(await said({ type: "reaction", reaction: { message_id: wamid, emoji: "👍" } })).toBe(
    'Reacted 👍 to "My card was charged twice"',
  );
  expect(await said({ type: "reaction", reaction: { message_id: wamid } })).toBe(
    'Took back the reaction to "My card was charged twice"',
  );
  const edited = { original_message_id: wamid, message: { type: "text", text: { body: "charged thrice" } } };
  expect(await said({ type: "edit", edit: edited })).toBe(
    'Edited "My card was charged twice", which now says:\ncharged thrice',
  );
  expect(await said({ type: "revoke", revoke: { original_message_id: wamid } })).toBe(
    'Deleted "My card was charged twice"',
  );
  expect(await said({ type: "text", text: { body: "this one" }, context: { id: wamid } })).toBe(
    "> My card was charged twice\nthis one",
  );
  expect(world.zendesk.tickets).toHaveLength(1);
});

test.for([
  { type: "reaction", reaction: { message_id: "wamid.unknown", emoji: "👍" } },
  { type: "revoke", revoke: { original_message_id: "wamid.unknown" } },
  { type: "request_welcome" },
  { type: "system", system: { type: "customer_identity_changed", body: "User identity changed" } },
])("a $type by somebody without a ticket is kept and opens none", async (message, { world }) => {
  await world.meta.receive(message);
  await world.settle();
  expect(await world.logs("inbound")).toHaveLength(1);
  expect(world.zendesk.tickets).toEqual([]);
  expect(world.meta.sent).toEqual([]);
});
