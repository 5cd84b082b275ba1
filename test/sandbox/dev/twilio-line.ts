import type { TwilioMessage } from "../twilio/message.ts";
import { isWhatsApp } from "../twilio/send.ts";
import type { Twilio } from "../twilio.ts";
import { all, type Form, first } from "../upstreams/call.ts";
import { type Customer, customerIdOf } from "./customers.ts";
import { type Choice, type Line, type LineMessage, PLACE, type Typed } from "./line.ts";
import { samplePhoto } from "./sample-photo.ts";

const LOCATION: Form = {
  Latitude: String(PLACE.latitude),
  Longitude: String(PLACE.longitude),
  Label: PLACE.name,
  Address: PLACE.address,
};

/** The phones of those who write to our numbers at Twilio. */
export function createTwilioLine(twilio: Twilio): Line {
  return {
    take(customer, typed) {
      const { kind, text } = typed;
      const photo = kind === "photo" ? [{ bytes: samplePhoto(), contentType: "image/png" }] : [];
      const fields = { ...fieldsOf(customer), Body: text, ...contentOf(typed) };
      return twilio.miss(fields, photo).sid;
    },
    has: (id) => twilio.messages.some(({ sid }) => sid === id),
    deliver: (id) => twilio.redeliver(id),
    markRead: (id) => twilio.markRead(id),
    messages: () => twilio.messages.map(lineMessage),
  };
}

function fieldsOf({ channel, name, username, address }: Customer): Form {
  return {
    From: address,
    ...(channel === "WhatsApp" && { ProfileName: name }),
    ...(username && { ProfileUsername: username }),
  };
}

function contentOf({ kind, text, about, choice }: Typed): Form {
  if (kind === "location") return LOCATION;
  const original = { OriginalRepliedMessageSid: about };
  if (kind === "button") return { ...original, ButtonText: text, ButtonPayload: choice };
  return kind === "list" ? { ...original, ListTitle: text, ListId: choice } : {};
}

function lineMessage(message: TwilioMessage): LineMessage {
  const inbound = message.direction === "inbound";
  const callback = first(message.form, "StatusCallback");
  return {
    id: message.sid,
    logId: callback ? new URL(callback).searchParams.get("log") : null,
    customer: customerIdOf(inbound ? message.from : message.to),
    from: inbound ? "customer" : "business",
    text: message.body,
    at: message.at,
    images: message.media.map(({ sid }) => `/sandbox/media/${sid}`),
    links: inbound ? [] : all(message.form, "MediaUrl").map((url) => ({ url })),
    choices: inbound ? [] : choicesOf(message),
    place: first(message.form, "Label") ?? null,
    status: message.status,
    reactsTo: null,
    // Twilio has no webhook for reactions.
    canReact: false,
  };
}

/**
 * What a message of ours offers: at Twilio, lines of its text. Their ids do not travel, so the title stands for each; up
 * to three count as buttons, more as a list.
 */
function choicesOf({ body, to }: TwilioMessage): Choice[] {
  const [block = ""] = /(\n- .{1,24})+$/.exec(body) ?? [];
  const titles = block.split("\n- ").filter(Boolean);
  const kind = titles.length > 3 ? "list" : "button";
  return isWhatsApp(to) ? titles.map((title) => ({ kind, id: title, title })) : [];
}
