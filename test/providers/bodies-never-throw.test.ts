import fc from "fast-check";
import { test } from "vitest";
import { parseEnv } from "../../lib/config/env.ts";
import { PayloadError } from "../../lib/errors.ts";
import { parseEcho } from "../../lib/providers/meta/parse-echo.ts";
import { parseHandover } from "../../lib/providers/meta/parse-handover.ts";
import { parseJsonBody } from "../../lib/providers/twilio/json-body.ts";
import { parseConversationEvent } from "../../lib/providers/twilio/parse-conversation-event.ts";
import { parseTicketNews } from "../../lib/zendesk/parse-ticket-news.ts";
import {
  CH,
  expectStorable,
  id,
  json,
  like,
  listOf,
  moment,
  RUNS,
  readOrRefused,
  text,
} from "../support/any-json.ts";

const { twilio } = parseEnv({});

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? "undefined");

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
