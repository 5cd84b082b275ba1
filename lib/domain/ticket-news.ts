/** What Zendesk told us about a ticket. */
export type TicketNews = {
  ticketId: string;
  /** The row of the message that opened it, where it is one of ours. */
  openedBy: string | null;
  /** "" where it was not told. */
  subject: string;
  /** Null for a word that is none of Zendesk's own. */
  status: string | null;
  updatedAt: Date;
  /** The same for the same news told again: what is promised is promised once. */
  ring: string;
  /** The comment that was made; null where only "a comment" is known, or none was made. */
  commentId: string | null;
  /** An agent wrote something public: it must be relayed. */
  isReply: boolean;
  /** The ticket has tags that ask us to send a template. */
  isTagged: boolean;
  /** Zendesk's id of whoever set tags just now; null where it does not say. */
  taggedBy: string | null;
};
