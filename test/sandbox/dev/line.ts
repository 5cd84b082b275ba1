import type { Customer } from "./customers.ts";

/** What a customer does: `text` is the text, the photo's caption, the reaction's emoji (empty takes it back) or the choice's title. */
export type Typed = {
  kind: "text" | "photo" | "location" | "reaction" | "button" | "list";
  text: string;
  /** The message that is reacted to, or offers the choice. */
  about: string;
  /** The choice's id. */
  choice: string;
};

/** A button, or a row of a list, that a message of ours offers. */
export type Choice = { kind: "button" | "list"; id: string; title: string; description?: string };

/** A message as the provider knows it. */
export type LineMessage = {
  /** The provider's own. */
  id: string;
  /** Our row's id, where it travelled with the message. */
  logId: string | null;
  customer: string;
  from: "customer" | "business";
  text: string;
  at: Date;
  images: string[];
  /** Addresses of the files that a message of ours points to. */
  links: { url: string; name?: string }[];
  choices: Choice[];
  place: string | null;
  status: string;
  /** Stands on the message that it is about, not by itself. */
  reactsTo: string | null;
  /** Whether the customer can react to it. */
  canReact: boolean;
};

/** What connects the customers' phones with us: one of the simulated providers. */
export type Line = {
  /** What the customer typed reaches the provider, and no webhook of ours yet. @returns the message's id */
  take(customer: Customer, typed: Typed): string;
  /** Whether a message came or went here. */
  has(id: string): boolean;
  /** The provider posts a message's webhook. */
  deliver(id: string): Promise<Response>;
  /** The customer has seen a message of ours. */
  markRead(id: string): Promise<void>;
  messages(): LineMessage[];
};

export const PLACE = {
  latitude: 37.7955,
  longitude: -122.3937,
  name: "Ferry Building",
  address: "1 Ferry Building, San Francisco, CA 94111",
};
