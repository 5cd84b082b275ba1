import type { ConfiguredTwilio } from "../../config/env.ts";
import type { OutboundMessage } from "../../domain/message.ts";
import { inAnyLanguage, inLanguage, inTheirs } from "../../domain/templates/by-language.ts";
import { ownUrl } from "../../domain/urls/own-url.ts";
import { UpstreamError } from "../../errors.ts";
import { type UpstreamFetch, within } from "../../http/upstream.ts";
import type { MessageChannel, SendOutcome } from "../channel.ts";
import { createCourtesy } from "../courtesy.ts";
import { outcomeOfFailure } from "../outcome-of-failure.ts";
import { createTwilioClient, twilioClientOnce } from "./client.ts";
import { describeContent } from "./content.ts";
import { forgetMessage } from "./forget/forget-message.ts";
import { forgetting } from "./forget/forgetting.ts";
import { listLog } from "./log/list-log.ts";
import { fetchTwilioMedia } from "./media.ts";
import { twilioStatus } from "./parse-status.ts";
import { readLog } from "./read-log.ts";
import { TWILIO_ROUTES } from "./routes.ts";
import { textOf } from "./text-of.ts";

type Settings = {
  twilio: ConfiguredTwilio;
  publicOrigin: string | undefined;
  /** Part of every URL of a protected preview. A secret: never logged. */
  protectionBypass: string | undefined;
};

/** Twilio's WhatsApp and SMS as a channel. */
export function createTwilioChannel(settings: Settings, fetchUpstream: UpstreamFetch): MessageChannel {
  const { twilio } = settings;
  const { contentSids, replyContentSids } = twilio;
  const templateOf = (contentSid: string | undefined, variables: Record<string, string>) =>
    contentSid === undefined ? undefined : { contentSid, variables };
  const client = twilioClientOnce(twilio, fetchUpstream);
  return {
    textLimit: 1600,
    // WhatsApp's own limit. A document's Twilio does not pass on.
    captionLimits: { image: 1024, video: 1024, document: 0, audio: 0 },
    confirmationTemplate: (language, variables, among) =>
      templateOf(
        contentSids && (among === "theirs" ? inTheirs : inLanguage)(contentSids, language),
        variables,
      ),
    invitationTemplate: (language, variables) =>
      templateOf(replyContentSids && inAnyLanguage(replyContentSids, language), variables),

    async send(message): Promise<SendOutcome> {
      const { messages } = await client();
      try {
        const created = await messages.create({
          to: message.to,
          ...senderOf(message),
          ...contentOf(message),
          ...statusCallback(settings, message.logId),
        });
        return {
          outcome: "accepted",
          messageId: created.sid,
          status: twilioStatus(created.status) ?? "accepted",
        };
      } catch (error) {
        return outcomeOfFailure(error);
      }
    },

    addressOf: ({ phone, bsuid }, channel) => {
      if (channel === "sms") return phone;
      return phone || bsuid ? `whatsapp:${phone ?? bsuid}` : null;
    },

    describeTemplate: async (template) => describeContent(await client(), template),

    // Loaded for the task alone that asks.
    async *listTemplates() {
      const { listContents } = await import("./templates/list-contents.ts");
      yield* listContents(await client());
    },

    async loggedSince(message, handedOverAt) {
      const { messages } = await client();
      const { from } = senderOf(message);
      return readLog(messages, { message, from, since: handedOverAt });
    },

    listLog: async (span) => listLog(await client(), { twilio, span }),

    // Twilio's indicator is a beta that not every account has: most answers are there before it.
    showTyping: async () => {},

    showThinking: createCourtesy(async (messageId, signal) => {
      // A message in a conversation has none.
      if (!/^[SM]M/.test(messageId)) return;
      const { messaging } = await createTwilioClient(twilio, within(signal, fetchUpstream));
      await messaging.v2.typingIndicator.create({ channel: "whatsapp", messageId });
    }),

    fetchMedia: (media, signal) => fetchTwilioMedia(media, twilio, within(signal, fetchUpstream)),

    forget: (messageId) => forgetting(async () => forgetMessage(await client(), messageId)),

    // Not the account, which a standard or restricted key may not see.
    async knock() {
      await (await client()).messages.list({ limit: 1, pageSize: 1 });
    },
  };
}

/** A Messaging Service chooses one of its numbers. */
function senderOf({ sender }: OutboundMessage): { from?: string; messagingServiceSid?: string } {
  return sender.startsWith("MG") ? { messagingServiceSid: sender } : { from: sender };
}

/** @throws {UpstreamError} "rejected" for content that Twilio takes only as a template made beforehand */
function contentOf({ content }: OutboundMessage) {
  if ("contentSid" in content) {
    return { contentSid: content.contentSid, contentVariables: JSON.stringify(content.variables) };
  }
  if ("mediaUrl" in content) return { mediaUrl: [content.mediaUrl], body: content.caption ?? "" };
  if ("name" in content) throw new UpstreamError("twilio", "rejected", { reason: "a template of Meta's" });
  return { body: textOf(content) };
}

/** Our row's id travels with the message: a callback that beats the send's own answer still finds its row. */
function statusCallback({ publicOrigin, protectionBypass }: Settings, logId: string) {
  if (!publicOrigin) return {};
  const url = new URL(ownUrl(publicOrigin, TWILIO_ROUTES.status[0], protectionBypass));
  url.searchParams.set("log", logId);
  return { statusCallback: url.href };
}
