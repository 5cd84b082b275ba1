import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { storableJson } from "../../lib/domain/text.ts";
import { PayloadError } from "../../lib/errors.ts";
import { parseWebhook } from "../../lib/providers/meta/parse-webhook.ts";
import { parseConversationEvent } from "../../lib/providers/twilio/parse-conversation-event.ts";
import { parseInbound } from "../../lib/providers/twilio/parse-inbound.ts";
import { parseStatus } from "../../lib/providers/twilio/parse-status.ts";

const NUMBER_ID = "106540352242922";
const { twilio } = parseEnv({});

/** Texts as strangers write them: NUL, halves of emoji, digits, and whatever else there is. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    "\u0000",
    "half of \ud83d",
    "14155550123",
    "US.1",
    "whatsapp:+14155550123",
    "1732000000000000",
  ),
);
const json = fc.oneof(fc.jsonValue({ maxDepth: 4 }), text, fc.constant(undefined));

/** An object with these members, each of them anything or as it should be. */
const like = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(members).map(([name, one]) => [name, fc.oneof({ arbitrary: one, weight: 12 }, json)]),
    ),
  );
const listOf = (one: fc.Arbitrary<unknown>) =>
  fc.array(fc.oneof({ arbitrary: one, weight: 12 }, json), { maxLength: 3 });

const message = like({
  id: text,
  from: fc.constantFrom("14155550123", "US.1", "nobody"),
  from_user_id: text,
  to: fc.constantFrom("14155550123", "US.1", "nobody"),
  timestamp: text,
  type: fc.constantFrom(
    "text",
    "image",
    "document",
    "location",
    "contacts",
    "interactive",
    "order",
    "system",
    "edit",
    "revoke",
    "button",
  ),
  text: like({ body: text }),
  document: like({ id: text, filename: text, mime_type: text, caption: text }),
  location: like({ latitude: text, longitude: fc.double(), name: text }),
  contacts: listOf(like({ name: like({ formatted_name: text }), phones: listOf(like({ phone: text })) })),
  interactive: like({
    type: text,
    button_reply: like({ id: text, title: text }),
    nfm_reply: like({ response_json: text }),
  }),
  system: like({
    type: fc.constantFrom("user_changed_number", "user_changed_user_id"),
    body: text,
    wa_id: text,
    user_id: text,
  }),
  edit: like({ original_message_id: text, message: json }),
  context: like({ id: text, forwarded: fc.boolean() }),
  referral: like({ headline: text, source_url: text }),
});
const status = like({
  id: text,
  status: fc.constantFrom("sent", "delivered", "read", "failed"),
  timestamp: text,
  pricing: like({ category: text, billable: fc.boolean() }),
  errors: listOf(like({ code: fc.integer(), title: text })),
});
const value = like({
  metadata: fc.constant({ phone_number_id: NUMBER_ID, display_phone_number: "14155238886" }),
  contacts: listOf(like({ wa_id: text, user_id: text, profile: like({ name: text, username: text }) })),
  messages: listOf(message),
  message_echoes: listOf(message),
  statuses: listOf(status),
  errors: listOf(json),
  standby: like({ messages: listOf(message), message_echoes: listOf(message), statuses: listOf(status) }),
  sender: like({ phone_number: text, user_id: text }),
  type: text,
});
const FIELDS = [
  "messages",
  "standby",
  "smb_message_echoes",
  "messaging_handovers",
  "user_preferences",
  "history",
  "news",
];
const webhook = like({
  entry: listOf(like({ changes: listOf(like({ field: fc.constantFrom(...FIELDS), value })) })),
});

/** What PostgreSQL takes is what cleaning leaves as it is. */
function expectStorable(read: unknown) {
  const plain = JSON.parse(JSON.stringify(read));
  expect(plain).toEqual(storableJson(plain));
}

test("whatever Meta sends is read or set aside, and what is read can be stored", () => {
  fc.assert(
    fc.property(webhook, (sent) => {
      const { messages, echoes, handovers, statuses, events } = parseWebhook(
        new TextEncoder().encode(JSON.stringify(sent)),
        NUMBER_ID,
      );
      expectStorable({ messages, echoes, handovers, statuses, events });
    }),
    { numRuns: 400 },
  );
});

const NAMES = [
  "MessageSid",
  "From",
  "To",
  "Body",
  "NumMedia",
  "MediaUrl0",
  "MediaContentType0",
  "ProfileName",
  "WaId",
  "ButtonText",
  "Latitude",
  "Longitude",
  "MessageStatus",
  "ErrorCode",
  "ErrorMessage",
  "EventType",
  "ConversationSid",
  "Author",
  "Source",
  "Media",
  "Attributes",
  "StateTo",
  "ParticipantSid",
  "DateCreated",
  "Status",
];
const SID = "0".repeat(32);
const fitting = fc.constantFrom(
  `SM${SID}`,
  `CH${SID}`,
  `IM${SID}`,
  `MB${SID}`,
  "onMessageAdded",
  "onParticipantAdded",
  "onConversationStateUpdated",
  "onDeliveryUpdated",
  "1",
  "active",
  "SMS",
  "whatsapp:+14155550123",
  "delivered",
);
const form = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.oneof(text, fitting, fc.array(text, { maxLength: 2 })),
  { maxKeys: NAMES.length },
);

test.each([
  ["message", (fields: Record<string, string | string[]>) => parseInbound(fields)],
  ["status", (fields: Record<string, string | string[]>) => parseStatus(fields, null)],
  [
    "conversation event",
    (fields: Record<string, string | string[]>) => parseConversationEvent(fields, "/", twilio),
  ],
])(
  "whatever form Twilio sends as a %s is read or refused by name, and what is read can be stored",
  (_, parse) => {
    fc.assert(
      fc.property(form, fitting, (fields, sid) => {
        let read: unknown;
        try {
          read = parse({ MessageSid: sid, ConversationSid: `CH${SID}`, ...fields });
        } catch (error) {
          expect(error).toBeInstanceOf(PayloadError);
          return;
        }
        expectStorable(read);
      }),
      { numRuns: 800 },
    );
  },
);
