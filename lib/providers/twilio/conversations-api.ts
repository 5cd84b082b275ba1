import type { ConfiguredTwilio } from "../../config/env.ts";
import type { NewParticipant } from "../../domain/conversation.ts";
import { UpstreamError } from "../../errors.ts";
import { parseJson, type UpstreamFetch } from "../../http/upstream.ts";
import type { Conversations } from "../conversations.ts";
import { twilioClientOnce } from "./client.ts";
import { refusalOf } from "./conversation-refusals.ts";
import { forgetting } from "./forget/forgetting.ts";
import { ownAddress } from "./own-address.ts";

const NAME_TAKEN = "50353";

/** What answers are read by, loaded for the first of them: eighty schemas, for which no cold start waits. */
const resources = () => import("./conversation-resources.ts");

type Call = { method: "get" | "post"; path: string; data?: Record<string, unknown> };

/**
 * Twilio's Conversations over its REST API.
 * @see https://www.twilio.com/docs/conversations/api/conversation-with-participants-resource
 */
export function createTwilioConversations(
  twilio: ConfiguredTwilio,
  fetchUpstream: UpstreamFetch,
): Conversations {
  const { conversationsServiceSid: service } = twilio;
  const base = baseOf(service);
  const client = twilioClientOnce(twilio, fetchUpstream);
  const call = async ({ method, path, data }: Call): Promise<unknown> => {
    // What we do ourselves is told to the webhooks only when asked for: they fill what the mirror misses.
    const headers: Record<string, string> = method === "post" ? { "X-Twilio-Webhook-Enabled": "true" } : {};
    const { body } = await (await client()).request({ method, uri: `${base}/${path}`, data, headers });
    return parseJson(body);
  };

  return {
    ownAddress: (channel) => ownAddress(twilio, channel),

    async create({ friendlyName, uniqueName, attributes, participants }) {
      const data = {
        FriendlyName: friendlyName,
        UniqueName: uniqueName,
        Attributes: attributes,
        Participant: participants.map(participantJson),
      };
      const { parseConversation } = await resources();
      try {
        return parseConversation(
          await call({ method: "post", path: "ConversationWithParticipants", data }),
          "added",
        );
      } catch (error) {
        if (error instanceof UpstreamError && error.code === NAME_TAKEN) return "name-taken";
        return orUnconfirmed(error);
      }
    },

    async find(uniqueName) {
      const { parseConversation } = await resources();
      try {
        const path = `Conversations/${encodeURIComponent(uniqueName)}`;
        return parseConversation(await call({ method: "get", path }), "updated");
      } catch (error) {
        if (error instanceof UpstreamError && error.status === 404) return null;
        throw error;
      }
    },

    async participants({ conversationSid, chatServiceSid }) {
      const path = `Conversations/${conversationSid}/Participants`;
      const { parseParticipants } = await resources();
      return parseParticipants(await call({ method: "get", path }), chatServiceSid);
    },

    async addMessage(conversationSid, { body, author, attributes }) {
      const data = { Body: body, Author: author, Attributes: attributes };
      const { parseMessage } = await resources();
      try {
        const path = `Conversations/${conversationSid}/Messages`;
        return parseMessage(await call({ method: "post", path, data }), twilio);
      } catch (error) {
        return orUnconfirmed(error);
      }
    },

    forgetMessage(ref) {
      const [messageSid, conversationSid, serviceSid] = ref.split("/").reverse();
      const uri = `${baseOf(serviceSid ?? service)}/Conversations/${conversationSid}/Messages/${messageSid}`;
      return forgetting(async () => void (await (await client()).request({ method: "delete", uri })));
    },
  };
}

function baseOf(serviceSid: string | undefined): string {
  return `https://conversations.twilio.com/v1${serviceSid ? `/Services/${serviceSid}` : ""}`;
}

function participantJson(asked: NewParticipant): string {
  if ("identity" in asked) return JSON.stringify(asked);
  const { address, proxyAddress } = asked;
  return JSON.stringify({ messaging_binding: { address, proxy_address: proxyAddress } });
}

function orUnconfirmed(error: unknown): "unconfirmed" {
  if (!(error instanceof UpstreamError)) throw error;
  if (error.failure === "unanswered") return "unconfirmed";
  throw refusalOf(error) ?? error;
}
