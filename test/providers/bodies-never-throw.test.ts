import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEcho } from "../../lib/channels/meta/parse-echo.ts";
import { parseHandover } from "../../lib/channels/meta/parse-handover.ts";
import { parseJsonBody } from "../../lib/channels/twilio/json-body.ts";
import { parseConversationEvent } from "../../lib/channels/twilio/parse-conversation-event.ts";
import { parseNewConversation } from "../../lib/conversations/parse-new-conversation.ts";
import { parseNewMessage } from "../../lib/conversations/parse-new-message.ts";
import { storableJson } from "../../lib/domain/text.ts";
import { parseEnv } from "../../lib/env.ts";
import { InvalidInputError, PayloadError, TooLargeError } from "../../lib/errors.ts";
import { parseForm } from "../../lib/http/form.ts";
import { unfoldForm } from "../../lib/http/unfold-form.ts";
import { readRecipients } from "../../lib/sending/recipients.ts";
import { parseSendRequest } from "../../lib/sending/send-request.ts";
import { parseTicketNews } from "../../lib/zendesk/parse-ticket-news.ts";

const RUNS = { numRuns: 300 };
const { twilio } = parseEnv({});
const CH = `CH${"0".repeat(32)}`;

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "\u0000",
    "half of \ud83d",
    "14155550123",
    "whatsapp:+14155550123",
    "+14155550124",
    "1732000000",
    "2026-01-01T00:00:00Z",
    "99999999999999999999",
    '{"a":"\\u0000"}',
    `HX${"0".repeat(32)}`,
    "https://example.com/a.png",
  ),
);
/** Objects that are no text, and say that they are none of the usual kind. */
const oddities = fc.constantFrom<unknown>(
  { toString: 1, valueOf: 1 },
  { __proto__: null, length: -1 },
  [[[]]],
  -0,
  1e300,
  {
    ["__proto__"]: { a: 1 },
  },
);
const json = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 3 },
  { arbitrary: text, weight: 3 },
  { arbitrary: oddities, weight: 3 },
  { arbitrary: fc.constant(undefined), weight: 1 },
);
/** An object with these members, each of them as it should be, or anything. */
const like = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    {
      arbitrary: fc.record(
        Object.fromEntries(
          Object.entries(members).map(([name, one]) => [name, fc.oneof({ arbitrary: one, weight: 8 }, json)]),
        ),
        { requiredKeys: [] },
      ),
      weight: 12,
    },
    json,
  );
const listOf = (one: fc.Arbitrary<unknown>) =>
  fc.array(fc.oneof({ arbitrary: one, weight: 8 }, json), { maxLength: 3 });
const id = fc.oneof(fc.nat(), fc.constantFrom("35436", "18446744073709551615"));
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? "undefined");

/** What PostgreSQL takes is what cleaning leaves as it is. */
function expectStorable(read: unknown) {
  const plain = JSON.parse(JSON.stringify(read ?? null));
  expect(plain).toEqual(storableJson(plain));
}

/** Reads, or refuses by one of these errors and no other. */
function readOrRefused<Read>(
  read: () => Read,
  ...refusals: (new (
    ...args: never[]
  ) => Error)[]
): Read | null {
  try {
    return read();
  } catch (error) {
    expect(
      refusals.some((one) => error instanceof one),
      String(error),
    ).toBe(true);
    return null;
  }
}

const moment = fc.constantFrom("2026-03-04T05:06:07Z", "0000-00-00T00:00:00Z", "never");
const news = fc.oneof(
  like({
    ticket_id: id,
    external_id: text,
    title: text,
    status: fc.constantFrom("Open", "on-hold", "Otwarte"),
  }),
  like({
    type: fc.constantFrom(
      "zen:event-type:ticket.comment_added",
      "zen:event-type:ticket.soft_deleted",
      "zen:event-type:user.created",
    ),
    time: moment,
    detail: like({
      id,
      external_id: text,
      subject: text,
      status: fc.constantFrom("OPEN", "HOLD"),
      updated_at: moment,
    }),
    event: like({ comment: like({ id, is_public: fc.boolean(), author: like({ is_staff: fc.boolean() }) }) }),
  }),
);

test("whatever Zendesk tells of a ticket is read, of no concern, or refused by name", () => {
  const ring = { signedAt: new Date(), invocationId: "01" };
  fc.assert(
    fc.property(news, (sent) => {
      expectStorable(readOrRefused(() => parseTicketNews(bytesOf(sent), ring), PayloadError));
    }),
    RUNS,
  );
});

const phone = fc.constantFrom("14155550123", "+49 151 23456789", "nobody");
const people = { byId: new Map(), only: undefined };
const echo = like({
  id: text,
  from: phone,
  to: phone,
  recipient: phone,
  to_user_id: text,
  timestamp: text,
  type: fc.constantFrom("template", "interactive", "text", "edit", "revoke"),
  text: like({ body: text }),
  template: like({ name: text, components: listOf(like({ type: fc.constantFrom("BODY", "HEADER"), text })) }),
  interactive: like({ body: like({ text }) }),
  edit: like({ original_message_id: text, message: json }),
  revoke: like({ original_message_id: text }),
  message: like({ type: fc.constant("template"), template: like({ name: text }), to: phone }),
});

test("whatever Meta tells of others' messages is read or refused by name", () => {
  fc.assert(
    fc.property(echo, fc.constantFrom("standby", "business-app"), (sent, via) => {
      const element = Object(sent) as Record<string, unknown>;
      expectStorable(
        readOrRefused(() => parseEcho(element, people, { sender: "14155238886", via }), PayloadError),
      );
    }),
    RUNS,
  );
});

const handover = like({
  sender: like({ phone_number: phone, wa_id: phone, user_id: text }),
  type: fc.constantFrom("control_passed", "control_taken", "__proto__", "toString"),
  control_passed: like({ new_owner_role: text, previous_owner_role: fc.constant("ai_agent") }),
  control_taken: like({ new_owner_app_role: text }),
  timestamp: text,
});

test("whatever Meta tells of a conversation's owner is read or refused by name", () => {
  fc.assert(
    fc.property(handover, (sent) => {
      const value = Object(sent) as Record<string, unknown>;
      expectStorable(readOrRefused(() => parseHandover(value), PayloadError));
    }),
    RUNS,
  );
});

const event = like({
  EventType: fc.constantFrom(
    "onMessageAdded",
    "onParticipantAdded",
    "onConversationStateUpdated",
    "onDeliveryUpdated",
  ),
  ConversationSid: fc.constant(CH),
  MessageSid: fc.constant(`IM${"0".repeat(32)}`),
  ParticipantSid: fc.constant(`MB${"0".repeat(32)}`),
  Body: text,
  Index: fc.oneof(fc.nat(), text),
  Media: fc.oneof(text, listOf(like({ Sid: text, ContentType: text, Size: fc.nat() }))),
  Attributes: fc.oneof(text, json),
  DateCreated: moment,
  StateTo: fc.constantFrom("active", "closed", "asleep"),
  Status: fc.constantFrom("delivered", "asleep"),
  MessagingBinding: like({ Address: text, ProxyAddress: text, Type: text }),
});

test("whatever JSON Twilio tells of a conversation is read or refused by name", () => {
  fc.assert(
    fc.property(event, (sent) => {
      expectStorable(
        readOrRefused(() => parseConversationEvent(parseJsonBody(bytesOf(sent)), "/", twilio), PayloadError),
      );
    }),
    RUNS,
  );
});

/** As a body arrives: what JSON can say, or a form's fields. */
const body = (members: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    like(members).map(
      (value) => Object(JSON.parse(JSON.stringify(value ?? null))) as Record<string, unknown>,
    ),
    fc
      .array(fc.tuple(fc.constantFrom(...Object.keys(members), "to[0]", "variables[1]", "__proto__"), text), {
        maxLength: 8,
      })
      .map((pairs) => new URLSearchParams(pairs).toString()),
  );
/** The fields of a body, whichever way it came. */
const fieldsOf = (sent: Record<string, unknown> | string) =>
  typeof sent === "string" ? unfoldForm(parseForm(new TextEncoder().encode(sent))) : sent;

const given = like({ identity: text, address: text, proxyAddress: text });
const newConversation = body({
  friendlyName: text,
  uniqueName: text,
  attributes: fc.oneof(text, fc.object({ maxDepth: 1 })),
  participants: fc.oneof(listOf(given), given),
});

test("whatever conversation somebody asks for is understood, or refused field by field", () => {
  const ours = (channel: string) => (channel === "sms" ? null : "whatsapp:+14155238886");
  fc.assert(
    fc.property(newConversation, fc.option(text), (sent, key) => {
      readOrRefused(() => parseNewConversation(fieldsOf(sent), ours, key), InvalidInputError);
    }),
    RUNS,
  );
});

test("whatever message somebody adds to a conversation is understood, or refused field by field", () => {
  const newMessage = body({
    body: text,
    author: text,
    attributes: fc.oneof(text, fc.object({ maxDepth: 1 })),
  });
  fc.assert(
    fc.property(newMessage, fc.oneof(fc.constant(CH), text), (sent, sid) => {
      readOrRefused(() => parseNewMessage(sid, fieldsOf(sent)), InvalidInputError);
    }),
    RUNS,
  );
});

const recipient = fc.oneof(text, like({ to: text, variables: fc.dictionary(text, text, { maxKeys: 2 }) }));
const send = body({
  to: fc.oneof(text, listOf(recipient)),
  body: text,
  contentSid: fc.constant(`HX${"0".repeat(32)}`),
  template: like({ name: fc.constant("hello"), language: fc.constant("en_US") }),
  variables: fc.dictionary(text, json, { maxKeys: 3 }),
  mediaUrl: text,
  channel: fc.constantFrom("whatsapp", "sms"),
  provider: fc.constantFrom("twilio", "meta"),
  sendAt: moment,
  requiresAck: fc.boolean(),
  approval: like({ reference: text, ticketId: id }),
  dryRun: fc.boolean(),
});

test("whatever bulk send somebody asks for is understood, or refused field by field; what is understood can be stored", () => {
  const rules = {
    allowedNumbers: undefined,
    addressOf: ({ phone: number, bsuid }: { phone: string | null; bsuid: string | null }) => number ?? bsuid,
    templateOf: (variables: Record<string, string>) => ({ contentSid: "HX", variables }),
    templateText: { text: "Hi {{1}}, {{toString}}", variables: ["1", "toString"] },
  };
  fc.assert(
    fc.property(send, (sent) => {
      const parsed = parseSendRequest(readOrRefused(() => fieldsOf(sent), TooLargeError, InvalidInputError));
      if ("problems" in parsed) return void expect(parsed.problems).not.toEqual([]);
      expectStorable(readRecipients(parsed.request, rules));
      expectStorable(parsed.request);
    }),
    RUNS,
  );
});
