import fc from "fast-check";
import { expect, test } from "vitest";
import { MESSAGE_KINDS } from "../../lib/domain/message.ts";
import { templateVariable } from "../../lib/domain/template-variable.ts";
import { isBlank } from "../../lib/domain/text.ts";
import { commentText, summary, type TicketMessage } from "../../lib/domain/wording/ticket-text.ts";
import { NOTES } from "../support/notes.ts";
import { REPLIES } from "../support/replies.ts";

const { subject } = NOTES;

const message = (given: Partial<TicketMessage> = {}): TicketMessage => ({
  kind: "text",
  body: "",
  media: [],
  detail: {},
  ...given,
});
const photo = { url: "https://api.twilio.com/x", contentType: "image/jpeg" };
/** What phones and pranksters send in place of nothing: joiners, fillers, a blank of Braille, marks of direction. */
const INVISIBLE = [
  "\u200b",
  "\u2800",
  "\u3164",
  "\u200e\u200f",
  "\u2060\ufeff",
  "\u00ad",
  "\ufe0f",
  "\u{e0020}",
];
const place = { latitude: "37.7955", longitude: "-122.3937" };

test.for<[string, Partial<TicketMessage>, string]>([
  ["a text", { body: "My card was charged\ntwice" }, "My card was charged"],
  ["a text after empty lines", { body: "\n \n My card " }, "My card"],
  ["a photo", { kind: "image", media: [photo] }, "Photo"],
  ["a photo with a caption", { kind: "image", media: [photo], body: "Broken" }, "Broken"],
  ["a voice message", { kind: "audio", media: [photo] }, "Voice message"],
  ["a document", { kind: "document", media: [photo] }, "Document"],
  ["a sticker", { kind: "sticker", media: [photo] }, "Sticker"],
  ["a contact card", { kind: "contacts", media: [photo] }, "Contact card"],
  ["a place", { kind: "location", detail: { location: place } }, "Location"],
  ["a place with a name", { kind: "location", detail: { location: { ...place, label: "Ferry" } } }, "Ferry"],
  ["something new", { kind: "unknown" }, "Message of an unknown type"],
  ["a text after an invisible line", { body: "\u200b\nMy card" }, "My card"],
  ["a photo with an invisible caption", { kind: "image", media: [photo], body: "\u2800\ufeff" }, "Photo"],
  [
    "a place with an invisible name",
    { kind: "location", detail: { location: { ...place, label: "\u3164" } } },
    "Location",
  ],
])("the summary of %s is a line", ([, given, line]) => {
  expect(summary(message(given))).toBe(line);
});

test.for<[string, Partial<TicketMessage>, string[], string]>([
  ["a text", { body: "one\n\ntwo" }, [], "one\n\ntwo"],
  ["a photo", { kind: "image", media: [photo] }, [], "(Photo)"],
  ["three photos", { kind: "image", media: [photo, photo, photo] }, [], "(Photo, 3 attachments)"],
  ["a photo with a caption", { kind: "image", media: [photo], body: "Broken" }, [], "Broken"],
  [
    "a photo that could not be had",
    { kind: "image", media: [photo], body: "Broken" },
    ["Attachment 1 could not be attached: it is larger than 25 MB"],
    "Broken\n[Attachment 1 could not be attached: it is larger than 25 MB]",
  ],
  ["an empty message", {}, [], "(Message)"],
  ["a message of a zero width space", { body: "\u200b" }, [], "(Message)"],
  ["a photo with an invisible caption", { kind: "image", media: [photo], body: "\u2800" }, [], "(Photo)"],
  [
    "an edit to nothing visible",
    { kind: "edit", body: "\u2060" },
    [],
    "Edited an earlier message, which now says:\n(no text)",
  ],
  ["an unknown message", { kind: "unknown" }, [], "(Message of an unknown type)"],
  ["a forwarded text", { body: "Win a phone", detail: { forwarded: true } }, [], "(forwarded)\nWin a phone"],
  [
    "a forwarded photo",
    { kind: "image", media: [photo], detail: { forwarded: true } },
    [],
    "(forwarded)\n(Photo)",
  ],
  [
    "a place",
    { kind: "location", detail: { location: place } },
    [],
    "Location:\n37.7955, -122.3937\nhttps://www.google.com/maps?q=37.7955%2C-122.3937",
  ],
  [
    "a place whose coordinates are hostile",
    { kind: "location", detail: { location: { latitude: "1&x=<b>", longitude: "2 #" } } },
    [],
    "Location:\n1&x=<b>, 2 #\nhttps://www.google.com/maps?q=1%26x%3D%3Cb%3E%2C2%20%23",
  ],
  [
    "a message from an ad",
    { body: "Still there?", detail: { referral: { headline: "Half price", sourceUrl: "https://fb.me/x" } } },
    [],
    "Still there?\nCame from an ad: Half price - https://fb.me/x",
  ],
])("an agent reads %s", ([, given, remarks, text]) => {
  expect(commentText(message(given), remarks)).toBe(text);
});

test("no message makes an empty subject or comment, which Zendesk would refuse", () => {
  const anyMessage = fc.record({
    kind: fc.constantFrom(...MESSAGE_KINDS),
    body: fc.oneof(fc.constantFrom("", " ", "\n", "\t\n", ...INVISIBLE), fc.string()),
    media: fc.array(fc.constant(photo), { maxLength: 3 }),
    detail: fc.constantFrom({}, { forwarded: true }, { location: place }, { quotedMessageId: "SM1" }),
  });
  fc.assert(
    fc.property(anyMessage, (given) => {
      expect(isBlank(subject(given))).toBe(false);
      expect(isBlank(commentText(given, []))).toBe(false);
    }),
  );
});

test("a subject is one line of at most 150 characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (body) => {
      expect(subject(message({ body })).length).toBeLessThanOrEqual(150);
      expect(subject(message({ body }))).not.toContain("\n");
    }),
  );
});

test("a confirmation fits an SMS or WhatsApp message, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 3_000 }), (body) => {
      const reply = REPLIES.ticketCreated("35436", body);
      expect(reply.length).toBeLessThanOrEqual(150);
      expect(reply.startsWith("Ticket #35436 created: '")).toBe(true);
    }),
  );
});

test("a template variable has no line break, no tab and no run of spaces", () => {
  const whitespace = fc.constantFrom(" ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "a", "€", "😀");
  fc.assert(
    fc.property(fc.array(whitespace), (parts) => {
      const variable = templateVariable(parts.join(""));
      expect(variable).not.toMatch(/[\n\r\t\u2028]| {2}|^\s|\s$/);
      expect(variable.replaceAll(" ", "")).toBe(parts.join("").replace(/\s/g, ""));
    }),
  );
});
