import { jsonAnswer } from "../lib/http/answer.ts";
import { requireApiKey } from "../lib/http/bearer.ts";
import { defineEndpoint } from "../lib/http/endpoint.ts";
import { API_BODY, API_REFUSALS, readFields } from "../lib/http/read-fields.ts";
import { addMessage } from "../lib/twilio-conversations/add-message.ts";
import { conversationJson, messageJson } from "../lib/twilio-conversations/conversation-json.ts";
import { createConversation } from "../lib/twilio-conversations/create-conversation.ts";
import { parseNewConversation } from "../lib/twilio-conversations/parse-new-conversation.ts";
import { parseNewMessage } from "../lib/twilio-conversations/parse-new-message.ts";
import { instanceDeps } from "../lib/wiring/wire.ts";

export const endpoint = defineEndpoint(instanceDeps, {
  route: "conversations",
  refusals: API_REFUSALS,
  errorsAs: "json",
  methods: {
    POST: {
      body: API_BODY,
      async handle(incoming, deps) {
        const actor = requireApiKey(incoming.headers, deps.env, "send");
        const { ownAddress } = deps.conversations;
        const fields = readFields(incoming);
        const sid = new URLSearchParams(incoming.rawQuery).get("sid");
        if (sid !== null) {
          const told = await addMessage(deps, parseNewMessage(sid, fields), actor);
          const message = `Conversation ${told.conversationSid}: message ${told.messageId} added`;
          const background = deps.env.conversationsCreateTickets ? deps.drain : deps.drainInPassing;
          return { ...jsonAnswer(201, messageJson(told)), outcome: "added", message, background };
        }
        const asked = parseNewConversation(fields, ownAddress, incoming.headers.get("idempotency-key"));
        const { outcome, conversation, participants } = await createConversation(deps, asked, actor);
        const message = `Conversation ${conversation.conversationSid}: ${outcome}`;
        const json = { ...conversationJson(conversation, participants), created: outcome === "created" };
        return { ...jsonAnswer(outcome === "created" ? 201 : 200, json), outcome, message };
      },
    },
  },
});
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint;
