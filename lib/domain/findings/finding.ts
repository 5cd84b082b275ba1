import { UPSTREAMS } from "../providers.ts";

/** What is examined, in the order in which it is told: ourselves, then each upstream. */
export const AREAS = ["tickline", ...UPSTREAMS] as const;
export type Area = (typeof AREAS)[number];

/** What setting it right would change, and the way to do it. Applied twice, it changes nothing more. */
export type Fix = {
  /** What will be changed, from what, to what. No secret in it. */
  says: string;
  /** What somebody else set, and would lose; null where nothing is lost. */
  overwrites: string | null;
  /** Nobody needs it: it is asked for by itself, and not done where nobody can be asked. */
  isOptional?: true;
  /** Does it. @returns the variables that the deployment needs from now on, secrets among them */
  apply(): Promise<Record<string, string>>;
};

/** One thing that was looked at, and how it is. No secret, number or message text in any of it. */
export type Finding = {
  area: Area;
  /** What was looked at, such as "Inbound webhook of the WhatsApp sender". */
  what: string;
  /** "broken": messages are lost or refused; "warning": less than it could be, or soon broken; "off": not wanted; "unknown": could not be looked at. */
  state: "ok" | "warning" | "broken" | "off" | "unknown";
  /** How it is, in a sentence. */
  says: string;
  expected?: string;
  actual?: string;
  /** What to do about it. Always there when it is broken or a warning. */
  cure?: string;
  fix?: Fix;
};

/** What is found, without whose it is. */
export type Found = Omit<Finding, "area">;

/** The way in which an area's findings are written. */
export function findingsOf(area: Area): (found: Found) => Finding {
  return (found) => ({ area, ...found });
}
