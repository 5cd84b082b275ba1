/** Where Zendesk's webhooks arrive. */
export const ZENDESK_ROUTES = { agentReply: ["/api/zendesk/agent-reply"] } as const;
