import * as z from "zod";
import type { TicketInWords } from "../domain/wording/replies.ts";
import type { ModelTool, Passage } from "./assistant.ts";

/** What the model may look up; whose tickets these are, no word of the model's decides. */
export type Tools = {
  /** Those that the knowledge is written in, such as "en". */
  languages: string[];
  search(query: string, language: string): Promise<Passage[]>;
  /** The contact's own, newest first. */
  tickets(): Promise<TicketInWords[]>;
  /** The one on which all that they write now stands anyway; null where there is none. */
  openTicketId: string | null;
};

/** What the model asked for and looked up, while it thought. Nothing of it has happened yet. */
export type Wishes = {
  handOver: { summary: string } | null;
  ticket: { subject: string; summary: string } | null;
  passages: Passage[];
  searches: number;
  /** Calls of tools that had something to tell, searches apart. */
  otherTools: number;
};

export const noWishes = (): Wishes => ({
  handOver: null,
  ticket: null,
  passages: [],
  searches: 0,
  otherTools: 0,
});

const SUBJECT = z.string().trim().min(1).max(150);
const SUMMARY = z.string().trim().min(1).max(4_000);
const NOTHING_FOUND = "Nothing was found. Say that you do not know it, or hand over.";

/** The tools as the model sees them. They read; what it wants done is noted in `wishes`, and happens once its answer is stored. */
export function modelTools({ languages, search, tickets, openTicketId }: Tools, wishes: Wishes): ModelTool[] {
  return [
    tool({
      name: "search_knowledge",
      description: `Looks up what the company lets you say about itself. It is written in: ${languages.join(", ") || "no language yet"}.`,
      input: z.object({
        query: z.string().describe("The question in a few words, in the language that you name"),
        language: z.string().describe("Of the query, as a code such as en").optional(),
      }),
      async run({ query, language }) {
        wishes.searches += 1;
        const found = await search(query, language ?? languages[0] ?? "en");
        wishes.passages.push(...found);
        return found.length > 0
          ? asData(found.map(({ heading, body }) => ({ heading, text: body })))
          : NOTHING_FOUND;
      },
    }),
    tool({
      name: "ticket_status",
      description: "Says how this customer's own tickets are getting on.",
      input: z.object({ ticket_id: z.string().describe("Of one of them, such as 123").optional() }),
      async run({ ticket_id }) {
        const own = await tickets();
        const asked = ticket_id?.replace(/\D/g, "");
        const told = asked ? own.filter(({ id }) => id === asked) : own;
        if (told.length > 0) wishes.otherTools += 1;
        return told.length > 0 ? asData(told) : "This customer has no such ticket.";
      },
    }),
    tool({
      name: "open_ticket",
      description: "Has a ticket opened for this customer, where a person must do something.",
      input: z.object({ subject: SUBJECT, summary: SUMMARY.describe("What the person needs to know") }),
      async run(ticket) {
        wishes.ticket = ticket;
        wishes.otherTools += 1;
        return openTicketId
          ? `It is noted on ticket #${openTicketId}, which is open. Tell the customer so in a sentence.`
          : "A ticket is being opened, and its number follows by itself. Tell the customer so in a sentence.";
      },
    }),
    tool({
      name: "hand_over",
      description: "Lets a person go on with this customer in your place. Call it whenever you are not sure.",
      input: z.object({ summary: SUMMARY.describe("What the person needs to know") }),
      async run({ summary }) {
        wishes.handOver = { summary };
        return "A person takes over. Say no more.";
      },
    }),
  ];
}

type Typed<Input extends z.ZodType> = Omit<ModelTool, "input" | "run"> & {
  input: Input;
  run(input: z.infer<Input>): Promise<string>;
};

/** What the model sends is read once more: nobody else vouches for it. */
function tool<Input extends z.ZodType>({ input, run, ...named }: Typed<Input>): ModelTool {
  return { ...named, input, run: (given) => run(input.parse(given)) };
}

const asData = (found: object[]) => JSON.stringify(found);
