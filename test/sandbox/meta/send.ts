import { type Answer, asObject } from "../upstreams/call.ts";
import { graphError } from "./graph-error.ts";
import { BSUID, list, type MetaMessage, newWamid, type Payload, textOf } from "./message.ts";

const MEDIA = ["image", "video", "audio", "document"];
const TYPES = ["text", "template", "interactive", ...MEDIA];
const PHONE = /^\+?[1-9][\d ()-]{5,18}\d$/;

/** Why the Graph API refuses this send; undefined when it is accepted, though perhaps not delivered. */
export function refuseSend(payload: Payload): Answer | undefined {
  const { to, recipient, type = "text", recipient_type: kind = "individual" } = payload;
  const data = payload.biz_opaque_callback_data;
  if ((to === undefined) === (recipient === undefined)) {
    return invalid("Exactly one of the parameters to and recipient is required.");
  }
  if (recipient !== undefined && !isText(recipient, BSUID)) return wrongValue("recipient");
  if (to !== undefined && !isText(to, PHONE) && !isText(to, BSUID)) return wrongValue("to");
  if (kind !== "individual") return wrongValue("recipient_type");
  if (!TYPES.includes(String(type))) return invalid(`Param type must be one of {${TYPES.join(", ")}}.`);
  if (data !== undefined && !(isText(data) && Buffer.byteLength(data) <= 512)) {
    return invalid("Param biz_opaque_callback_data must be at most 512 characters long.");
  }
  return refuseContent(String(type), payload);
}

/** The accepted send as a message. */
export function acceptSend(payload: Payload): MetaMessage {
  const { to, recipient, type = "text" } = payload;
  const contact = isText(to) ? { wa_id: to.replace(/\D/g, "") } : { user_id: String(recipient) };
  return {
    id: newWamid(contact),
    direction: "outbound",
    contact,
    payload,
    type: String(type),
    text: textOf(payload),
    status: "accepted",
    at: new Date(),
  };
}

function refuseContent(type: string, payload: Payload): Answer | undefined {
  if (payload[type] === undefined) return invalid(`The parameter ${type} is required.`);
  const content = asObject(payload[type]);
  if (type === "text") return refuseText("text['body']", content.body, 4096);
  if (type === "template") return refuseTemplate(content);
  if (type === "interactive") return refuseInteractive(content);
  return refuseMedia(type, content);
}

function refuseMedia(type: string, { id, link, caption, filename }: Payload): Answer | undefined {
  if ((id === undefined) === (link === undefined)) return invalid(`${type} takes either an id or a link.`);
  if (link !== undefined && !(isText(link) && /^https?:/.test(link) && URL.canParse(link))) {
    return wrongValue(`${type}['link']`);
  }
  if (filename !== undefined && type !== "document") return wrongValue(`${type}['filename']`);
  if (caption === undefined) return undefined;
  return type === "audio"
    ? wrongValue("audio['caption']")
    : refuseText(`${type}['caption']`, caption, 1024, 0);
}

function refuseTemplate({ name, language, components }: Payload): Answer | undefined {
  if (!isText(name, /^[a-z0-9_]{1,512}$/)) return wrongValue("template['name']");
  if (!isText(asObject(language).code, /^[a-z]{2,3}(_[A-Z]{2,3})?$/))
    return wrongValue("template['language']");
  const parameters = list(components).flatMap((component) => list(asObject(component).parameters));
  const texts = parameters.map(asObject).filter(({ type }) => type === "text");
  const forbidden = ({ text }: Payload) => !isText(text) || !text || /[\n\t]| {5}/.test(text);
  return texts.some(forbidden)
    ? graphError(400, 132012, {
        details: "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
      })
    : undefined;
}

function refuseInteractive({ type, body, action }: Payload): Answer | undefined {
  const { buttons, button, sections } = asObject(action);
  const refusedBody = refuseText("interactive['body']['text']", asObject(body).text, 4096);
  if (refusedBody) return refusedBody;
  if (type === "button") {
    return (
      refuseText("interactive['body']['text']", asObject(body).text, 1024) ?? refuseButtons(list(buttons))
    );
  }
  if (type !== "list") return wrongValue("interactive['type']");
  return refuseText("action['button']", button, 20) ?? refuseRows(list(sections).map(asObject));
}

function refuseButtons(buttons: unknown[]): Answer | undefined {
  const replies = buttons.map(asObject).map(({ type, reply }) => (type === "reply" ? asObject(reply) : {}));
  if (replies.length < 1 || replies.length > 3) {
    return graphError(400, 131009, {
      details: "Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3",
    });
  }
  return refuseChoices(replies, 20, 256);
}

function refuseRows(sections: Payload[]): Answer | undefined {
  const rows = sections.flatMap((section) => list(section.rows)).map(asObject);
  if (rows.length < 1 || rows.length > 10) {
    return graphError(400, 131009, { details: "Total row count exceed max allowed count: 10" });
  }
  if (sections.length > 1 && sections.some(({ title }) => !isText(title) || !title)) {
    return wrongValue("sections['title']");
  }
  const tooLong = rows.find(({ description }) => isText(description) && description.length > 72);
  return tooLong ? wrongValue("rows['description']") : refuseChoices(rows, 24, 200);
}

function refuseChoices(choices: Payload[], titleLimit: number, idLimit: number): Answer | undefined {
  for (const { id, title } of choices) {
    if (!isText(title) || !title.trim() || title.length > titleLimit) return wrongValue("title");
    if (!isText(id) || !id || id.length > idLimit) return wrongValue("id");
  }
  const ids = new Set(choices.map(({ id }) => id));
  return ids.size < choices.length ? graphError(400, 131009, { details: "Duplicated ids" }) : undefined;
}

function refuseText(name: string, value: unknown, limit: number, least = 1): Answer | undefined {
  if (!isText(value)) return invalid(`Param ${name} must be a string.`);
  if (value.trim().length < least) return invalid(`Param ${name} must be at least ${least} characters long.`);
  return value.length > limit
    ? invalid(`Param ${name} must be at most ${limit} characters long.`)
    : undefined;
}

function invalid(sentence: string): Answer {
  return graphError(400, 100, { message: `(#100) ${sentence}` });
}

function wrongValue(name: string): Answer {
  return graphError(400, 131009, { details: `Parameter ${name} is not valid.` });
}

function isText(value: unknown, pattern = /^/): value is string {
  return typeof value === "string" && pattern.test(value);
}
