import type { ConfiguredMeta } from "../../config/env.ts";
import { parseBsuid } from "../../domain/address.ts";
import type { OutboundContent, OutboundMessage, Template } from "../../domain/message.ts";
import { inAnyLanguage } from "../../domain/templates/by-language.ts";
import { UpstreamError } from "../../errors.ts";
import { type UpstreamFetch, within } from "../../http/upstream.ts";
import type { MessageChannel, SendOutcome } from "../channel.ts";
import { createCourtesy } from "../courtesy.ts";
import { outcomeOfFailure } from "../outcome-of-failure.ts";
import { callGraph } from "./client.ts";
import { graphUrl } from "./graph.ts";
import { fetchMetaMedia } from "./media.ts";

/** Meta's Cloud API as a channel. */
export function createMetaChannel(meta: ConfiguredMeta, fetchUpstream: UpstreamFetch): MessageChannel {
  const { accessToken, phoneNumberId, replyTemplates } = meta;
  const url = graphUrl(`${phoneNumberId}/messages`);
  const post = (body: Record<string, unknown>, signal?: AbortSignal) =>
    callGraph(within(signal, fetchUpstream), url, accessToken, { messaging_product: "whatsapp", ...body });
  const showTyping = createCourtesy((messageId, signal) =>
    post({ status: "read", message_id: messageId, typing_indicator: { type: "text" } }, signal),
  );
  return {
    textLimit: 4096,
    captionLimits: { image: 1024, video: 1024, document: 1024, audio: 0 },
    confirmationTemplate: () => undefined,
    invitationTemplate(language, variables) {
      const template = replyTemplates && inAnyLanguage(replyTemplates, language);
      return template && { ...template, variables };
    },

    async send(message): Promise<SendOutcome> {
      try {
        const answer = await post(messageOf(message));
        const [sent] = Array.isArray(answer.messages) ? (answer.messages as { id?: unknown }[]) : [];
        // A 200 without an id: whether it was sent, nobody can say.
        return typeof sent?.id === "string"
          ? { outcome: "accepted", messageId: sent.id, status: "accepted" }
          : { outcome: "unconfirmed" };
      } catch (error) {
        return outcomeOfFailure(error);
      }
    },

    addressOf: ({ phone, bsuid }, channel) => {
      if (channel === "sms") return null;
      return phone ? phone.replace("+", "") : bsuid;
    },

    // Meta tells only whoever knows the business account, which sending does not need.
    describeTemplate: async () => "unknown",

    // Loaded for the task alone that asks.
    async *listTemplates() {
      const { listMessageTemplates } = await import("./templates/list-message-templates.ts");
      yield* listMessageTemplates(meta, fetchUpstream);
    },

    loggedSince: async () => "unknown",

    // What did not reach us it delivers again by itself, for seven days.
    listLog: null,

    showTyping,
    showThinking: showTyping,

    fetchMedia: (media, signal) => fetchMetaMedia(media, accessToken, within(signal, fetchUpstream)),

    // Its Cloud API has no call that deletes a message.
    forget: async () => "forgotten",

    async knock() {
      await callGraph(fetchUpstream, `${graphUrl(phoneNumberId)}?fields=id`, accessToken);
    },
  };
}

/** Our row's id travels with the message, so that every status finds its row. */
function messageOf({ logId, to, content }: OutboundMessage): Record<string, unknown> {
  // A business-scoped user id in `to` is answered with 200, and the message is dropped.
  const receiver = parseBsuid(to) ? { recipient: to } : { to: to.replace(/^\+/, "") };
  return {
    recipient_type: "individual",
    ...receiver,
    ...contentOf(content),
    biz_opaque_callback_data: logId,
  };
}

/** @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
function contentOf(content: OutboundContent): Record<string, unknown> {
  if ("variables" in content) return { type: "template", template: templateOf(content) };
  if ("mediaUrl" in content) {
    const { mediaKind, mediaUrl: link, caption, filename } = content;
    const isNamed = mediaKind === "document" && filename;
    return {
      type: mediaKind,
      [mediaKind]: { link, ...(caption && { caption }), ...(isNamed && { filename }) },
    };
  }
  if ("buttons" in content) {
    const buttons = content.buttons.map((reply) => ({ type: "reply", reply }));
    return {
      type: "interactive",
      interactive: { type: "button", body: { text: content.body }, action: { buttons } },
    };
  }
  if ("rows" in content) {
    const action = { button: content.button, sections: [{ title: content.button, rows: content.rows }] };
    return { type: "interactive", interactive: { type: "list", body: { text: content.body }, action } };
  }
  return { type: "text", text: { body: content.body, preview_url: false } };
}

/** @throws {UpstreamError} "rejected" for a template of Twilio's */
function templateOf(template: Template): Record<string, unknown> {
  if ("contentSid" in template)
    throw new UpstreamError("meta", "rejected", { reason: "a template of Twilio's" });
  const { name, language, variables, payloads = [] } = template;
  const parameters = Object.keys(variables)
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => ({
      type: "text",
      ...(!/^\d+$/.test(key) && { parameter_name: key }),
      text: variables[key],
    }));
  const buttons = payloads.map((payload, index) => ({
    type: "button",
    sub_type: "quick_reply",
    index: String(index),
    parameters: [{ type: "payload", payload }],
  }));
  const components = [...(parameters.length > 0 ? [{ type: "body", parameters }] : []), ...buttons];
  return { name, language: { code: language }, components };
}
