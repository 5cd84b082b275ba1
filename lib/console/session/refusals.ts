import type { UpstreamError } from "../../errors.ts";

/** Why somebody is not signed in, each with what to do about it. */
type Refusal = { status: number; outcome: string; title: string; why: string };

export const NOT_BEGUN_HERE: Refusal = {
  status: 400,
  outcome: "not-begun-here",
  title: "Not signed in",
  why: "This sign-in was not begun in this browser, or not at this address. If you did not begin one just now, close this page; else begin once more here.",
};

export const OUT_OF_DATE: Refusal = {
  status: 400,
  outcome: "out-of-date",
  title: "Not signed in",
  why: "This sign-in was finished already, or was begun more than ten minutes ago. Begin once more.",
};

export const NOT_WANTED: Refusal = {
  status: 403,
  outcome: "not-wanted",
  title: "Not signed in",
  why: "You told Zendesk not to let Tickline know who you are. Tickline asks for your name and role, and nothing else.",
};

export const NOT_TAKEN: Refusal = {
  status: 403,
  outcome: "not-taken",
  title: "Not signed in",
  why: "Zendesk did not confirm this sign-in. Begin once more; if that does not help, an admin must look at the OAuth client: npm run doctor says how it has to be.",
};

export const NOT_AN_AGENT: Refusal = {
  status: 403,
  outcome: "not-an-agent",
  title: "You may not open the console",
  why: "The console is for agents and admins of your Zendesk whose account is active. Ask an admin, or sign in to Zendesk as somebody else first.",
};

export const CODE_SPENT: Refusal = {
  status: 400,
  outcome: "code-spent",
  title: "Not signed in",
  why: "This link was used already, or is older than a minute. Open the console from the sidebar once more.",
};

/** Zendesk gave no answer, or refuses us. */
export function zendeskAway({ failure }: UpstreamError): Refusal {
  const isOurFault = failure === "unauthorized" || failure === "rejected";
  return {
    status: isOurFault ? 502 : 503,
    outcome: isOurFault ? "client-refused" : "zendesk-away",
    title: "Not signed in",
    why: isOurFault
      ? "Zendesk refuses Tickline's OAuth client. An admin must look at it: npm run doctor says how it has to be."
      : "Zendesk does not answer just now, so nobody can say who you are. Begin once more in a moment.",
  };
}
