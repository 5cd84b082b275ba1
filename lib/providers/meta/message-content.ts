import type { Media, MessageDetail, MessageKind } from "../../domain/message.ts";
import { storable } from "../../domain/text.ts";
import { parseJson } from "../../http/upstream.ts";
import { type Fields, fields } from "./fields.ts";
import { graphUrl } from "./graph.ts";
import { momentOf } from "./moment.ts";

export type Content = { kind: MessageKind; body: string; media: Media[]; detail: MessageDetail };

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const items = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : []);

/** What a message of each type says, as text, media and detail. Types that are not here are kept as "unknown". */
const READERS: Record<string, (element: Fields) => Partial<Content> & { kind: MessageKind }> = {
  text: ({ text: said }) => ({ kind: "text", body: text(fields(said).body) }),
  image: ({ image }) => ({ kind: "image", ...mediaOf(image) }),
  video: ({ video }) => ({ kind: "video", ...mediaOf(video) }),
  audio: ({ audio }) => ({ kind: "audio", ...mediaOf(audio) }),
  voice: ({ voice }) => ({ kind: "audio", ...mediaOf(voice) }),
  document: ({ document }) => ({ kind: "document", ...mediaOf(document) }),
  sticker: ({ sticker }) => ({ kind: "sticker", ...mediaOf(sticker) }),
  location: ({ location }) => ({ kind: "location", detail: locationOf(fields(location)) }),
  contacts: ({ contacts }) => ({ kind: "contacts", body: items(contacts).map(contactLine).join("\n") }),
  button: ({ button }) => ({
    kind: "button",
    body: text(fields(button).text),
    detail: { buttonPayload: text(fields(button).payload) },
  }),
  interactive: (element) =>
    element.interactive === undefined ? unsupportedOf(element) : interactiveOf(fields(element.interactive)),
  order: ({ order }) => ({ kind: "order", body: orderText(fields(order)) }),
  reaction: ({ reaction }) => ({
    kind: "reaction",
    body: text(fields(reaction).emoji),
    detail: { quotedMessageId: text(fields(reaction).message_id) },
  }),
  edit: ({ edit }) => editOf(fields(edit)),
  revoke: ({ revoke }) => ({
    kind: "revoke",
    detail: { quotedMessageId: text(fields(revoke).original_message_id) },
  }),
  system: ({ system }) => systemOf(fields(system)),
  request_welcome: () => ({ kind: "request_welcome" }),
  unsupported: unsupportedOf,
};

/** What a message says. `type` is Meta's. */
export function contentOf(type: string, element: Fields): Content {
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  const content = read?.(element) ?? { kind: "unknown" as const, body: `(A message of type ${type})` };
  return { body: "", media: [], detail: {}, ...content };
}

/** Who is known by something else from now on; a new number brings a new user id along. */
function systemOf({ type, body, wa_id, user_id, previous_user_id }: Fields): Content {
  const isChange = type === "user_changed_number" || type === "user_changed_user_id";
  const told: MessageDetail = {
    ...(type === "user_changed_number" && text(wa_id) && { changedNumberTo: text(wa_id) }),
    ...(text(user_id) &&
      text(previous_user_id) && {
        changedUserIdTo: text(user_id),
        changedUserIdFrom: text(previous_user_id),
      }),
  };
  return { kind: "system", body: text(body), media: [], detail: isChange ? told : {} };
}

function mediaOf(value: unknown): Pick<Content, "body" | "media"> {
  const { id, caption, filename, mime_type: contentType } = fields(value);
  if (typeof id !== "string" || id === "") return { body: text(caption), media: [] };
  const media = {
    url: graphUrl(storable(id)),
    contentType: text(contentType),
    ...(text(filename) && { filename: text(filename) }),
  };
  return { body: text(caption), media: [media] };
}

function locationOf({ latitude, longitude, name, address }: Fields): MessageDetail {
  return {
    location: {
      latitude: String(latitude ?? ""),
      longitude: String(longitude ?? ""),
      ...(text(address) && { address: text(address) }),
      ...(text(name) && { label: text(name) }),
    },
  };
}

function contactLine({ name, phones, emails }: Fields): string {
  const reachable = [
    ...items(phones).map(({ phone }) => text(phone)),
    ...items(emails).map(({ email }) => text(email)),
  ];
  return [text(fields(name).formatted_name) || "Somebody", ...reachable].filter(Boolean).join(", ");
}

function interactiveOf(interactive: Fields): Partial<Content> & { kind: MessageKind } {
  const choice = fields(interactive.button_reply ?? interactive.list_reply);
  if (Object.keys(choice).length > 0) {
    const body = [text(choice.title), text(choice.description)].filter(Boolean).join("\n");
    return interactive.button_reply
      ? { kind: "button", body, detail: { buttonPayload: text(choice.id) } }
      : { kind: "interactive", body, detail: { listId: text(choice.id) } };
  }
  const type = text(interactive.type);
  if (interactive.call_permission_reply)
    return { kind: "interactive", body: callPermission(fields(interactive.call_permission_reply)) };
  if (!interactive.nfm_reply)
    return { kind: "unknown", body: `(A message of type interactive${type && `, ${type}`})` };
  const flow = fields(interactive.nfm_reply);
  // A flow's own text is WhatsApp's label for the customer: "Sent".
  const title = flow.name === "flow" ? "Form:" : text(flow.body);
  return {
    kind: "interactive",
    body: [title, flowAnswers(text(flow.response_json))].filter(Boolean).join("\n"),
  };
}

function callPermission({ response, expiration_timestamp: expiration }: Fields): string {
  if (response !== "accept") return "(Does not allow us to call)";
  const until = momentOf(expiration, Date.UTC(2100, 0))?.toISOString().slice(0, 16).replace("T", " ");
  return until ? `(Allows us to call until ${until} UTC)` : "(Allows us to call)";
}

/** What WhatsApp does not pass on, with its type and Meta's explanation where there are any. */
function unsupportedOf({ unsupported, errors }: Fields): Partial<Content> & { kind: MessageKind } {
  const type = text(fields(unsupported).type);
  const details = text(fields(items(errors)[0]?.error_data).details);
  const body = `(A message of a type that WhatsApp does not pass on${type && `: ${type}`})`;
  return { kind: "unsupported", body: details ? `${body}\n${details}` : body };
}

/** A flow's answers, one a line; its token is ours, not the customer's. */
function flowAnswers(json: string): string {
  const answers = parseJson(json);
  if (answers === undefined) return json;
  return Object.entries(fields(answers))
    .filter(([name]) => name !== "flow_token")
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("\n");
}

function orderText({ text: said, product_items: products }: Fields): string {
  const lines = items(products).map(
    ({ quantity, product_retailer_id: id, item_price: price, currency }) =>
      `${String(quantity ?? 1)} x ${text(id)} at ${String(price ?? "?")} ${text(currency)}`,
  );
  return [text(said), "Order:", ...lines].filter(Boolean).join("\n");
}

function editOf({
  original_message_id: original,
  message,
}: Fields): Partial<Content> & { kind: MessageKind } {
  const edited = fields(message);
  const { body, media } = contentOf(text(edited.type) || "text", edited);
  return { kind: "edit", body, media, detail: { quotedMessageId: text(original) } };
}
