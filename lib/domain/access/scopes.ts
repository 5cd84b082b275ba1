/** What a key of our API may be good for: to send, to read, to erase a person. */
export const SCOPES = ["send", "read", "erase"] as const;
export type Scope = (typeof SCOPES)[number];

/** The name of the key that may do everything, and of the one before it. */
export const WHOLE = "API_KEY";
