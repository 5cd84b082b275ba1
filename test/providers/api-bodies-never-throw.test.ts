import fc from "fast-check";
import { expect, test } from "vitest";
import { readRecipients } from "../../lib/bulk/recipients.ts";
import { parseSendRequest } from "../../lib/bulk/send-request.ts";
import { InvalidInputError, TooLargeError } from "../../lib/errors.ts";
import { parseForm } from "../../lib/http/form.ts";
import { unfoldForm } from "../../lib/http/unfold-form.ts";
import { parseNewConversation } from "../../lib/twilio-conversations/parse-new-conversation.ts";
import { parseNewMessage } from "../../lib/twilio-conversations/parse-new-message.ts";
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
