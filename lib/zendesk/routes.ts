/**
 * Where Zendesk's webhook calls us, which signs the body alone, and where its agents' browsers load the sidebar. Neither has another
 * path.
 */
export const ZENDESK_ROUTES = {
  agentReply: ["/api/zendesk/agent-reply"],
  sidebar: ["/zendesk/app"],
} as const;
