import type { Business } from "../../lib/assistant/assistant.ts";
import type { DepsOptions } from "../../lib/wiring/wire.ts";
import { CUSTOMERS } from "./customers.ts";
import { createWorld, testIn, type World } from "./world.ts";

/** What makes the scripted model the assistant's. */
export const ASSISTANT_ENV = {
  ASSISTANT_MODEL: "scripted",
  ASSISTANT_BASE_URL: "https://models.example.com/v1",
  ASSISTANT_API_KEY: "a-key-of-the-scripted-model",
};

export const BUSINESS: Business = {
  instructions: "You answer customers of Acme. Be kind and short. Hand over when you are not sure.",
  knowledge: [
    {
      file: "password.md",
      language: "en",
      text: "# Passwords\n\nTo reset your password, open https://acme.example/reset and follow the mail that we send you.",
    },
  ],
  problems: [],
};

/** A world in which the assistant answers first. */
export const createAssisted = (env: Record<string, string> = {}, deps: DepsOptions = {}) =>
  createWorld({
    env: { ...ASSISTANT_ENV, ...env },
    deps: { business: BUSINESS, modelPatienceMs: 60_000, ...deps },
  });

export const test = testIn(() => createAssisted());

/** The customer has been silent for long enough, and the assistant has answered. */
export const answered = (world: World) => world.later(5);

/** A customer whose every message is answered before they write the next. */
export function patient(world: World, on: keyof typeof CUSTOMERS = "WhatsApp", phone?: string) {
  const customer = CUSTOMERS[on](world, phone);
  return {
    ...customer,
    async writes(text: string) {
      await customer.writes(text);
      await answered(world);
    },
  };
}

export type TurnRow = {
  id: string;
  outcome: string;
  why: string | null;
  answer: string;
  subject: string;
  summary: string;
  progressed: boolean;
  opens_ticket: boolean;
  tools: string[];
  passages: { file: string; heading: string }[];
  steps: number;
  input_tokens: number;
  rest_until: Date | null;
};

export const turns = (world: World) =>
  world.database.rows<TurnRow>("select * from assistant_turns order by created_at, id");

/** All that stands on tickets. */
export const onTickets = ({ zendesk }: World) =>
  JSON.stringify(zendesk.tickets.flatMap(({ comments }) => comments.map(({ body }) => body)));
