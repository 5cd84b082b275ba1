import * as z from "zod/mini";
import { NOBODY_TO_ANSWER, parseBsuid, parsePhone } from "../../domain/address.ts";
import type { InboundMessage, MessageDetail } from "../../domain/message.ts";
import { cut, storable, storableJson } from "../../domain/text.ts";
import { PayloadError } from "../../errors.ts";
import { checkedBy, type Fields, fields, isObject } from "./fields.ts";
import { contentOf } from "./message-content.ts";
import { momentOf } from "./moment.ts";

/** Somebody in a webhook's contacts. */
export type Person = {
  waId: string | null;
  userId: string | null;
  name: string | null;
  username: string | null;
};

/** The contacts of a change, by each of their ids, and the only one where there is one. */
export type People = { byId: Map<string, Person>; only: Person | undefined };

const MAX_BODY = 65_536;
/** Far above what WhatsApp allows, and below what a search index takes. */
const MAX_NAME = 512;

const required = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(512)),
  from: z.optional(z.string()),
  from_user_id: z.optional(z.string()),
  type: z.optional(z.string()),
});

/**
 * One message of Meta's; a type that Meta has invented since is kept as "unknown".
 * @param people the contacts of the same change
 * @param sender our own number
 * @throws {PayloadError} when it has no id, or nobody who sent it
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components#messages-object
 */
export function parseMessage(element: Fields, people: People, sender: string): InboundMessage {
  const { id, from = "", from_user_id: fromUserId = "", type = "text" } = checkedBy(required, element);
  const person = personBehind(people, from, fromUserId);
  const content = contentOf(type, element);
  // Whoever changed number is known by the new one from this message on.
  const changedTo = parsePhone(content.detail.changedNumberTo ?? "");
  const fromPhone = parsePhone(from);
  const oldPhone = fromPhone ?? parsePhone(person?.waId ?? "");
  const phone = changedTo ?? oldPhone;
  const changedId = parseBsuid(content.detail.changedUserIdTo ?? "");
  const bsuid = changedId ?? parseBsuid(fromUserId) ?? parseBsuid(from) ?? parseBsuid(person?.userId ?? "");
  if (!phone && !bsuid) throw new PayloadError(NOBODY_TO_ANSWER);
  const name = (text: string | null | undefined) => (text ? cut(storable(text), MAX_NAME) : null);
  return {
    provider: "meta",
    channel: "whatsapp",
    messageId: storable(id),
    contact: {
      phone,
      bsuid,
      // As received: a number may have two spellings, and Meta wants its own back.
      address: fromPhone ? `+${from.replace(/\D/g, "")}` : (bsuid ?? phone ?? ""),
      username: name(person?.username),
      profileName: name(person?.name),
    },
    sender: storable(sender),
    kind: content.kind,
    body: cut(storable(content.body), MAX_BODY),
    media: storableJson(content.media),
    detail: storableJson({
      ...contextOf(element),
      ...content.detail,
      ...(changedTo && oldPhone && { changedNumberFrom: oldPhone }),
    }),
    sentAt: momentOf(element.timestamp),
  };
}

function personBehind({ byId, only }: People, from: string, fromUserId: string): Person | undefined {
  return byId.get(from.replace(/^\+/, "")) ?? byId.get(fromUserId) ?? only;
}

function contextOf(element: Fields): MessageDetail {
  const context = fields(element.context);
  const referral = isObject(element.referral) ? element.referral : undefined;
  const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  const quotedMessageId = text(context.id);
  return {
    ...((context.forwarded === true || context.frequently_forwarded === true) && { forwarded: true }),
    ...(quotedMessageId && { quotedMessageId }),
    ...(referral && {
      referral: Object.fromEntries(
        Object.entries({
          headline: referral.headline,
          body: referral.body,
          sourceUrl: referral.source_url,
        }).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      ),
    }),
  };
}
