import type { TwilioMessage } from "../twilio/message.ts";
import type { Twilio } from "../twilio.ts";
import { type Form, first } from "../upstreams/call.ts";
import { type Customer, customerIdOf } from "./customers.ts";
import { type Line, type LineMessage, PLACE } from "./line.ts";
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
    take(customer, { kind, text }) {
      const photo = kind === "photo" ? [{ bytes: samplePhoto(), contentType: "image/png" }] : [];
      const fields = { ...fieldsOf(customer), Body: text, ...(kind === "location" && LOCATION) };
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
    place: first(message.form, "Label") ?? null,
    status: message.status,
    reactsTo: null,
    // Twilio has no webhook for reactions.
    canReact: false,
  };
}
