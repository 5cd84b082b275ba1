import { expect } from "vitest";
import type { MessageDetail } from "../../lib/domain/message.ts";
import type { Form } from "../sandbox/upstreams/call.ts";
import { test } from "../support/shared-world.ts";
import type { World } from "../support/world.ts";

const ana = { From: "whatsapp:+14155550100", ProfileName: "Ana" };

let customers = 0;
function newCustomer() {
  customers += 1;
  return `whatsapp:+1415555${String(customers).padStart(4, "0")}`;
}

const file = (contentType: string, content = `a file of type ${contentType}`) => ({
  contentType,
  bytes: Buffer.from(content),
});

/** The newest ticket, the row of the message that opened it, and the files on it. */
async function newestTicket(world: World) {
  await world.settle();
  const ticket = world.zendesk.tickets.at(-1);
  const row = (await world.logs("inbound")).find(({ id }) => id === ticket?.external_id);
  return { ticket, row, files: filesOn(world, ticket) };
}

function filesOn(world: World, ticket: World["zendesk"]["tickets"][number] | undefined) {
  const ids = ticket?.comments.flatMap(({ attachments }) => attachments.map(({ id }) => id)) ?? [];
  return world.zendesk.files.filter(({ id }) => ids.includes(id));
}

test("a photo without a caption is a ticket with the photo on it", async ({ world }) => {
  const photo = file("image/jpeg", "the photo's bytes");
  const { response } = await world.twilio.receiveMedia({ ...ana, Body: "" }, [photo]);
  expect([response.status, await response.text()]).toEqual([200, "<Response/>"]);
  const { ticket, row, files } = await newestTicket(world);
  expect(row).toMatchObject({ kind: "image", body: "", media: [{ contentType: "image/jpeg" }] });
  expect(ticket).toMatchObject({ subject: "Photo", comments: [{ body: "(Photo)" }] });
  expect(files.map(({ bytes }) => bytes)).toEqual([photo.bytes]);
  expect(files[0]?.file_name).toMatch(/\.jpg$/);
  expect(world.twilio.sent).toMatchObject([
    { body: `Ticket #${ticket?.id} created: 'Photo'. We'll get back to you soon.` },
  ]);
});

test("a photo with a caption is a ticket about the caption, with the photo on it", async ({ world }) => {
  await world.twilio.receiveMedia({ ...ana, Body: "The display is broken\nSince noon" }, [file("image/png")]);
  const { ticket, row, files } = await newestTicket(world);
  expect(row).toMatchObject({ kind: "image", body: "The display is broken\nSince noon" });
  expect(ticket).toMatchObject({
    subject: "The display is broken",
    comments: [{ body: "The display is broken\nSince noon" }],
  });
  expect(files).toHaveLength(1);
});

test.for([" ", "\n", "\t"])(
  "a photo whose caption is %j is a photo without a caption",
  async (Body, { shared }) => {
    await shared.twilio.receiveMedia({ From: newCustomer(), Body }, [file("image/jpeg")]);
    const { ticket, files } = await newestTicket(shared);
    expect(ticket).toMatchObject({ subject: "Photo", comments: [{ body: "(Photo)" }] });
    expect(files).toHaveLength(1);
  },
);

test("ten photos sent at once are one ticket with ten comments, each with its photo, confirmed once", async ({
  world,
}) => {
  const photos = Array.from({ length: 10 }, (_, n) => file("image/jpeg", `photo ${n}`));
  const posts = photos.map((photo) => world.twilio.receiveMedia({ ...ana, Body: "" }, [photo]));
  expect((await Promise.all(posts)).map(({ response }) => response.status)).toEqual(Array(10).fill(200));
  const { ticket, files } = await newestTicket(world);
  expect(world.zendesk.tickets).toHaveLength(1);
  expect(ticket?.comments.map(({ attachments }) => attachments.length)).toEqual(Array(10).fill(1));
  expect(files.map(({ bytes }) => bytes.toString()).sort()).toEqual(
    photos.map(({ bytes }) => bytes.toString()),
  );
  expect((await world.logs("inbound")).map(({ ticket_id }) => ticket_id)).toEqual(
    Array(10).fill(String(ticket?.id)),
  );
  expect(world.twilio.sent).toHaveLength(1);
});

test("several files in one message are all on the ticket", async ({ world }) => {
  await world.twilio.receiveMedia({ ...ana, Body: "" }, [
    file("image/jpeg"),
    file("application/pdf"),
    file("video/mp4"),
  ]);
  const { ticket, files } = await newestTicket(world);
  expect(ticket?.comments.map(({ body }) => body)).toEqual(["(Photo, 3 attachments)"]);
  expect(files.map(({ file_name }) => file_name.replace(/.*\./, ""))).toEqual(["jpg", "pdf", "mp4"]);
});

test("a photo on an open ticket is a comment with the photo", async ({ world }) => {
  await world.twilio.receive({ ...ana, Body: "My printer is on fire" });
  await world.settle();
  await world.twilio.receiveMedia({ ...ana, Body: "" }, [file("image/jpeg", "flames")]);
  const { ticket, files } = await newestTicket(world);
  expect(ticket?.comments[1]).toMatchObject({ body: expect.stringMatching(/^\(Photo\)\n/) });
  expect(ticket?.comments[1]?.attachments).toHaveLength(1);
  expect(files.map(({ bytes }) => bytes.toString())).toEqual(["flames"]);
});

test.for<[string, { type: string; fields?: Form; kind: string; says: string }]>([
  ["voice message", { type: "audio/ogg", kind: "audio", says: "Voice message" }],
  [
    "voice message that Twilio calls so",
    { type: "audio/ogg", fields: { MessageType: "voice" }, kind: "audio", says: "Voice message" },
  ],
  ["video", { type: "video/mp4", kind: "video", says: "Video" }],
  ["document", { type: "application/pdf", kind: "document", says: "Document" }],
  ["sticker", { type: "image/webp", fields: { MessageType: "sticker" }, kind: "sticker", says: "Sticker" }],
  [
    "contact card",
    { type: "text/vcard", fields: { MessageType: "contacts" }, kind: "contacts", says: "Contact card" },
  ],
])("a %s is on its ticket, and named in words", async ([, { type, fields, kind, says }], { shared }) => {
  await shared.twilio.receiveMedia({ From: newCustomer(), Body: "", ...fields }, [file(type)]);
  const { ticket, row, files } = await newestTicket(shared);
  expect(row?.kind).toBe(kind);
  expect(ticket).toMatchObject({ subject: says, comments: [{ body: `(${says})` }] });
  expect(files.map(({ bytes }) => bytes.toString())).toEqual([`a file of type ${type}`]);
});

test.for<[string, { fields: Form; kind: string; subject: string; comment: string; detail: MessageDetail }]>([
  [
    "location with a name shows it, its address and a map",
    {
      fields: {
        Latitude: "37.7955",
        Longitude: "-122.3937",
        Label: "Ferry Building",
        Address: "1 Ferry Building, San Francisco",
      },
      kind: "location",
      subject: "Ferry Building",
      comment:
        "Location:\nFerry Building\n1 Ferry Building, San Francisco\n37.7955, -122.3937\nhttps://www.google.com/maps?q=37.7955%2C-122.3937",
      detail: { location: { latitude: "37.7955", longitude: "-122.3937", label: "Ferry Building" } },
    },
  ],
  [
    "location without a name shows a map",
    {
      fields: { Latitude: "-33.8568", Longitude: "151.2153" },
      kind: "location",
      subject: "Location",
      comment: "Location:\n-33.8568, 151.2153\nhttps://www.google.com/maps?q=-33.8568%2C151.2153",
      detail: { location: { latitude: "-33.8568", longitude: "151.2153" } },
    },
  ],
  [
    "button reply is the button's words",
    {
      fields: { Body: "Talk to a person", ButtonText: "Talk to a person", ButtonPayload: "agent" },
      kind: "button",
      subject: "Talk to a person",
      comment: "Talk to a person",
      detail: { buttonPayload: "agent" },
    },
  ],
  [
    "button reply without a body is the button's words",
    {
      fields: { ButtonText: "Yes", ButtonPayload: "yes" },
      kind: "button",
      subject: "Yes",
      comment: "Yes",
      detail: { buttonPayload: "yes" },
    },
  ],
  [
    "list reply is the row's title",
    {
      fields: { ListId: "billing", ListTitle: "A question about billing" },
      kind: "interactive",
      subject: "A question about billing",
      comment: "A question about billing",
      detail: { listId: "billing" },
    },
  ],
  [
    "quoted reply keeps what it quotes",
    {
      fields: { Body: "That is not my order", OriginalRepliedMessageSid: `SM${"7".repeat(32)}` },
      kind: "text",
      subject: "That is not my order",
      comment: "That is not my order",
      detail: { quotedMessageId: `SM${"7".repeat(32)}` },
    },
  ],
  [
    "forwarded message says so",
    {
      fields: { Body: "Win a phone today, click here", Forwarded: "true" },
      kind: "text",
      subject: "Win a phone today, click here",
      comment: "(forwarded)\nWin a phone today, click here",
      detail: { forwarded: true },
    },
  ],
  [
    "message from an ad names the ad",
    {
      fields: {
        Body: "Is this still available?",
        ReferralHeadline: "Half price",
        ReferralBody: "All chairs",
        ReferralSourceUrl: "https://fb.me/chairs",
      },
      kind: "text",
      subject: "Is this still available?",
      comment: "Is this still available?\nCame from an ad: Half price - All chairs - https://fb.me/chairs",
      detail: { referral: { headline: "Half price", body: "All chairs", sourceUrl: "https://fb.me/chairs" } },
    },
  ],
])("a %s", async ([, { fields, kind, subject, comment, detail }], { shared }) => {
  await shared.twilio.receive({ From: newCustomer(), ...fields });
  const { ticket, row } = await newestTicket(shared);
  expect(row).toMatchObject({ kind, detail });
  expect(ticket).toMatchObject({ subject, comments: [{ body: comment }] });
});

test("parameters that Twilio invents one day change nothing", async ({ world }) => {
  const inventions = {
    Mood: "cheerful",
    ["__proto__"]: "x",
    constructor: "x",
    Body: "My printer is on fire",
  };
  expect((await world.twilio.receive({ ...ana, ...inventions })).response.status).toBe(200);
  expect((await newestTicket(world)).ticket?.subject).toBe("My printer is on fire");
});
