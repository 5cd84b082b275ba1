import type { TemplateNews } from "../../../domain/templates/template-news.ts";
import type { Fields } from "../fields.ts";
import { momentOf } from "../moment.ts";
import { qualityOf, text } from "./template-of-node.ts";

/** What becomes of a template's status by an event; any other one is looked up. */
const STATUSES: Readonly<Record<string, string>> = {
  APPROVED: "approved",
  REINSTATED: "approved",
  REJECTED: "rejected",
  PENDING: "pending",
  IN_APPEAL: "in_appeal",
  PAUSED: "paused",
  DISABLED: "disabled",
  PENDING_DELETION: "pending_deletion",
};

type News = Omit<TemplateNews, "externalId" | "name" | "language" | "at">;

/** @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference */
const READERS: Readonly<Record<string, (told: Fields) => News>> = {
  message_template_status_update(told) {
    const event = text(told.event);
    const status = STATUSES[event];
    const reason = text(told.reason);
    const category = text(told.message_template_category);
    return {
      ...(status !== undefined && { status }),
      ...(category && { category }),
      ...(status !== undefined && { rejectedBecause: reason === "NONE" || reason === "" ? null : reason }),
      ...(event === "DELETED" && { isGone: true }),
      isPartly: status === undefined && event !== "DELETED",
    };
  },
  // Of a change that is still to come, the new one is the one that it has.
  template_category_update(told) {
    const category = text(told.new_category);
    return { ...(category && { category }), isPartly: category === "" };
  },
  message_template_quality_update(told) {
    const score = text(told.new_quality_score);
    return { ...(score && { quality: qualityOf(score) }), isPartly: score === "" };
  },
  // Neither a file in the header nor a reply button is mentioned.
  message_template_components_update: () => ({ isPartly: true }),
};

/** What a webhook of this field tells of a template; none for any other field, and where it names no template. */
export function templateNewsIn(field: string, payload: Fields, time: unknown): TemplateNews[] {
  const read = Object.hasOwn(READERS, field) ? READERS[field] : undefined;
  const name = text(payload.message_template_name);
  if (!read || name === "") return [];
  // An id beyond 2^53 was read as another one: it fits no template, and Meta is asked.
  const named = { externalId: text(payload.message_template_id), name };
  return [
    { ...named, language: text(payload.message_template_language), at: momentOf(time), ...read(payload) },
  ];
}
