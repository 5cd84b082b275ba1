/** By which door somebody, or something, came that changed something. */
export const DOORS = [
  /** An agent of Zendesk's who signed in to the console, or who uses the sidebar. */
  "console",
  "sidebar",
  /** Whoever knows CONSOLE_PASSWORD. */
  "password",
  /** A system with a key of our API. */
  "api-key",
  "command-line",
  /** A tag that an agent, or a macro, put on a ticket. */
  "ticket",
  /** We, since Zendesk says by now that somebody is no agent of it. */
  "zendesk",
  /** We, by a rule that somebody set: what is forgotten for its age. */
  "retention",
] as const;
export type Door = (typeof DOORS)[number];

/** Who changed something: by which door, and who that was, where the door knows it. */
export type Actor = {
  by: Door;
  /** Zendesk's id of an agent, or a key's name; null where nobody knows. */
  id: string | null;
  /** As people read it: an agent's name, a key's. */
  name: string | null;
};

/** What somebody may do: an agent sees and retries, an admin also erases, discards, cancels, blocks and repairs. */
export const ROLES = ["agent", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Whoever sits at a terminal with the deployment's settings. */
export const COMMAND_LINE: Actor = { by: "command-line", id: null, name: null };
