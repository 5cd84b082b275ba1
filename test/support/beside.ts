/** What one feature asks of others, or of a room that no other feature enters. */
export const BESIDE: Record<string, string[]> = {
  // A provider's answer is a status, recorded beside the settlement of whoever sent the message.
  outbound: ["lib/statuses/record-status.ts"],
  // What a message may be besides a command or a comment.
  inbound: ["lib/ratings"],
  // How long anything is waited for.
  tickets: ["lib/assistant/in-time.ts"],
  // Sends by the API's own way, and answers in the sidebar's words.
  "from-ticket": ["lib/bulk", "lib/sidebar/state.ts"],
  // A small console of its own: its page calls what does the work.
  sidebar: ["lib/http", "lib/templates", "lib/from-ticket", "lib/contacts/describe-message.ts"],
};
