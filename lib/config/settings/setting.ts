import type { Value } from "./value.ts";

/** When a setting that is not there, or malformed, is missed; a provider's own are missed where the provider is meant to be used. */
export type Missed =
  | "always"
  | "with Zendesk"
  | "in a preview"
  | "without an address"
  | "without a database"
  | "without a key"
  | "without signing in";

/** All that the code must know of a setting. What people are told of it stands in lib/config/descriptions, apart from what is deployed. */
export type Setting = {
  /** What it must be, what it becomes, and what it is unless it is set. */
  value: Value;
  /** Nobody else's business: it is never printed, and masked while it is typed. */
  isSecret: boolean;
  /** Whoever sets it means to use the provider; what connects nothing is a preference. */
  connects: boolean;
  /** Null for what may stay away. */
  missed: Missed | null;
  /** Makes one that nobody guesses; null for what somebody else has to know first, or chooses. */
  make: (() => string) | null;
};

// What most records share. One that differs says so after it.
export const CONNECTING = { connects: true, missed: null, make: null } as const;
export const PLAIN = { connects: false, missed: null, make: null } as const;
