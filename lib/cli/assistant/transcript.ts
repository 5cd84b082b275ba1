import * as z from "zod/mini";
import { HAND_OVER_REASONS } from "../../domain/assistant/outcomes.ts";
import { parsePattern } from "./pattern.ts";

const filled = (what: string) => z.string(what).check(z.trim(), z.minLength(1, what));
const list = <T extends z.core.$ZodType>(one: T, what: string) =>
  z.array(one, what).check(z.minLength(1, what));

/** A word, or a regular expression between slashes. */
const PATTERN = "must be a word, or a regular expression such as /refunds?/";
const pattern = z.string(PATTERN).check(
  z.minLength(1, PATTERN),
  z.refine((written) => parsePattern(written) !== null, "is not a regular expression that can be read"),
);
const patterns = z.optional(list(pattern, "must be a list, such as [ticket, /refunds?/]"));
const names = z.optional(list(filled("must be a name"), "must be a list of names"));
const flag = z.optional(z.boolean("must be true or false"));

const expectations = z.strictObject(
  {
    handsOver: z.optional(
      z.union(
        [z.boolean(), z.enum(HAND_OVER_REASONS)],
        `must be true, false or one of ${HAND_OVER_REASONS.join(", ")}`,
      ),
    ),
    /** Each stands in what the customer is told. */
    says: patterns,
    saysNot: patterns,
    opensTicket: flag,
    /** What must go to a person at once never reaches a model. */
    asksModel: flag,
    /** Each stands in what agents read of it. */
    summary: patterns,
    /** Each was called, whatever else was. */
    tools: names,
    /** Files of the knowledge, each of which the model was given a part of. */
    passages: names,
  },
  "must say what is expected, such as { handsOver: false }",
);

const REPLY = "must be { text }, { tool, input } or { fault }";
/** What the scripted model says instead of what its script would. */
const reply = z.union(
  [
    z.strictObject({ text: z.string() }),
    z.strictObject({ tool: z.string(), input: z.optional(z.unknown()) }),
    z.strictObject({ fault: z.enum(["hang", "429", "500", "cut"]) }),
  ],
  REPLY,
);

const CUSTOMER = "must be what the customer writes: a text, or a list of texts that come in one burst";
const customer = z.union([filled(CUSTOMER), list(filled(CUSTOMER), CUSTOMER)], CUSTOMER);

const turn = z.strictObject(
  { customer, model: z.optional(list(reply, "must be a list of replies")), expect: expectations },
  "must be { customer, expect }",
);

const TICKETS = "must be a list of { id, subject, status }";
const ticket = z.strictObject({ id: z.string(), subject: z.string(), status: z.string() }, TICKETS);

export const TRANSCRIPT = z.strictObject(
  {
    title: filled("must be a sentence"),
    language: z
      .string("must be a language, such as en")
      .check(z.regex(/^[a-z]{2}$/, "must be a language, such as en")),
    /** Tests what no real model does when it is asked to, such as hanging. */
    onlyScripted: z._default(z.boolean("must be true or false"), false),
    /** A folder like lib/business, in place of the one that transcripts share. */
    business: z.optional(filled("must be a folder")),
    /** In place of the folder's. */
    instructions: z.optional(filled("must be a text")),
    knowledge: z.optional(
      z.record(
        z.string().check(z.regex(/\.md$/, "must be the name of a file that ends in .md")),
        filled("must be a text"),
        "must be texts by the names of their files",
      ),
    ),
    /** Which the customer has. */
    tickets: z._default(z.array(ticket, TICKETS), []),
    turns: list(turn, "must be a list of { customer, expect }"),
  },
  "must be { title, language, turns }",
);

/** A conversation that somebody wrote down, and what is expected of it. */
export type Transcript = z.infer<typeof TRANSCRIPT>;
export type Expectations = Transcript["turns"][number]["expect"];
export type ScriptedReply = z.infer<typeof reply>;
