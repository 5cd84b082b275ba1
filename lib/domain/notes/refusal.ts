import type { en } from "./en.ts";
import type { Filling } from "./say.ts";

type Unsaid<Group extends "refusals" | "files"> = {
  name: keyof (typeof en)[Group];
  variables: Readonly<Record<string, string>>;
};

/** Why something cannot be sent from a ticket: a sentence's name and what fills it, to be said in English or, in notes, in the agents' language. */
export type Refusal = Unsaid<"refusals">;
/** Why a file stays away, likewise. */
export type NoFile = Unsaid<"files">;

/** The refusal of that name, with the variables that its sentence takes. */
export function refusal<Name extends Refusal["name"]>(
  name: Name,
  ...[variables]: Filling<(typeof en)["refusals"][Name]>
): Refusal {
  return { name, variables: variables ?? {} };
}

/** The same of a file. */
export function noFile<Name extends NoFile["name"]>(
  name: Name,
  ...[variables]: Filling<(typeof en)["files"][Name]>
): NoFile {
  return { name, variables: variables ?? {} };
}
