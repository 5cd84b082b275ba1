/** Where Zendesk's webhook calls us. It signs the body alone, and knows no other path of ours. */
export const ZENDESK_ROUTES = { agentReply: ["/api/zendesk/agent-reply"] } as const;
