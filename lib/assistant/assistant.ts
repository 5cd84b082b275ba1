import type * as z from "zod";

/** Something that the model may do; what it returns, the model reads. */
export type ModelTool = {
  name: string;
  description: string;
  input: z.ZodType;
  /** @param input as `input` read it */
  run(input: unknown): Promise<string>;
};

export type ModelQuestion = {
  /** Our own words, which customers never see. */
  instructions: string;
  /** What was said, oldest first; the last is the customer's. */
  messages: { role: "user" | "assistant"; content: string }[];
  tools: ModelTool[];
  /** Calls of the model, at most: each but the last may end in calls of tools. */
  mostSteps: number;
  mostOutputTokens: number;
};

/** Whose a failure is: the server's, whoever asks; of time; or of this question alone, which was refused, or a tool of which broke. */
export type FailureOf = "server" | "time" | "question";

/** What came of asking a model. */
export type ModelAnswer = {
  /** Its last words; empty where it took all its steps, was cut off or filtered, or said nothing. Null where it, or its server, failed. */
  text: string | null;
  /** Why it failed, fit for a log: no word of the question or the answer in it. */
  failure: { why: string; of: FailureOf; retryAfterSeconds: number | undefined } | null;
  /** Of all steps, those before a failure among them, as far as the server told. */
  inputTokens: number;
  outputTokens: number;
  steps: number;
  /** The tools that it called, in order, by name; those that do not exist, or could not be read, are none. */
  tools: string[];
  milliseconds: number;
};

/** The port to a model. */
export type Model = {
  /** As its server calls it. */
  name: string;
  /** Asks it, within the patience that it was made with. Never rejects. */
  ask(question: ModelQuestion): Promise<ModelAnswer>;
  /** A cheap call that changes nothing and costs nothing; null where all is well, else why not, in words for an operator. */
  knock(): Promise<string | null>;
};

/** A file of lib/business/knowledge. */
export type KnowledgeFile = {
  /** As `refunds.es.md`. */
  file: string;
  /** As in its name, such as "es"; "en" where it has none. */
  language: string;
  text: string;
};

/** What a business wrote itself: lib/business. */
export type Business = {
  /** Null where there are none: then there is no assistant. */
  instructions: string | null;
  knowledge: KnowledgeFile[];
  /** What is wrong with the files, in words for an operator: which, what, and the cure. */
  problems: string[];
};

/** What the assistant looks things up in. */
export type Knowledge = {
  /** Those of its files, as in their names; the one with most passages first. */
  languages: string[];
  /** The passages that say most about it, the best few, best first: in this language, or in others where none is found in it. */
  search(query: string, language: string): Promise<Passage[]>;
};

/** A part of a knowledge file, as the model is given it. */
export type Passage = { file: string; heading: string; body: string; language: string };
