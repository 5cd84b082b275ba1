import { parsePhone } from "../../domain/address.ts";
import type { Echo, Via } from "../../domain/message.ts";
import { cut, storable } from "../../domain/text.ts";
import { type Fields, fields, isObject } from "./fields.ts";
import { type People, parseMessage } from "./parse-message.ts";

const MAX_BODY = 65_536;

/**
 * What others wrote from our number: Meta's agent, whose request to send stands inside the echo, or staff in the WhatsApp Business app.
 * @throws {PayloadError} when it has no id, or nobody whom it went to
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/standby
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes
 */
export function parseEcho(
  element: Fields,
  people: People,
  { sender, via }: { sender: string; via: Via },
): Echo {
  const said = { ...element, ...fields(element.message) };
  const { to, recipient } = said;
  // Edits and deletions have been captured with both ends the other way round.
  const isTurned = typeof to === "string" && parsePhone(to) !== null && parsePhone(to) === parsePhone(sender);
  const message = parseMessage(
    // An edit holds the new message by the same name.
    {
      ...(isObject(element.edit) || isObject(element.revoke) ? element : said),
      id: element.id,
      timestamp: element.timestamp,
      from: isTurned ? element.from : (to ?? recipient),
      from_user_id: said.to_user_id ?? said.recipient_user_id,
    },
    people,
    sender,
  );
  return { ...message, ...sendRequestOf(said, fields(element.template)), via };
}

/** A template, or a question with its choices, as they are sent rather than received. */
function sendRequestOf(said: Fields, template: Fields): Pick<Echo, "kind" | "body"> | Record<string, never> {
  if (said.type === "template") {
    const components = Array.isArray(template.components) ? template.components.map(fields) : [];
    const words = textIn(components.find(({ type }) => textIn(type).toUpperCase() === "BODY")?.text);
    return {
      kind: "template",
      body: bodyOf(words || `(The template ${textIn(fields(said.template).name)})`),
    };
  }
  const question = fields(fields(said.interactive).body).text;
  return said.type === "interactive" && typeof question === "string"
    ? { kind: "interactive", body: bodyOf(question) }
    : {};
}

const textIn = (value: unknown) => (typeof value === "string" ? value : "");
const bodyOf = (text: string) => cut(storable(text), MAX_BODY);
