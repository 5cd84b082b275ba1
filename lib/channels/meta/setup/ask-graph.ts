import type { Finding } from "../../../domain/finding.ts";
import { UpstreamError } from "../../../errors.ts";
import type { UpstreamFetch } from "../../../http/upstream.ts";
import { callGraph } from "../client.ts";
import { type Fields, fields } from "../fields.ts";
import { graphUrl } from "../graph.ts";

/** The Graph API to look at and to set; with our access token, or with the `token` given. */
export type Graph = {
  /** What stands there, or why it could not be seen. */
  look(path: string, query?: Record<string, string>, token?: string): Promise<Fields | UpstreamError>;
  /** @throws {UpstreamError} */
  set(path: string, body: Fields, token?: string): Promise<Fields>;
};

/** The Graph API in the name of an access token. */
export function askGraph(fetchUpstream: UpstreamFetch, accessToken: string): Graph {
  return {
    async look(path, query = {}, token = accessToken) {
      const search = new URLSearchParams(query).toString();
      try {
        return await callGraph(fetchUpstream, `${graphUrl(path)}${search && `?${search}`}`, token);
      } catch (error) {
        if (error instanceof UpstreamError) return error;
        throw error;
      }
    },
    set: (path, body, token = accessToken) => callGraph(fetchUpstream, graphUrl(path), token, body),
  };
}

/** The elements of an answer's list, each as the members it has. */
export function elementsOf(list: unknown): Fields[] {
  return Array.isArray(list) ? list.map(fields) : [];
}

/** The one way in which this area's findings are written. */
export function finding(
  what: string,
  state: Finding["state"],
  says: string,
  more: Pick<Finding, "expected" | "actual" | "cure" | "fix"> = {},
): Finding {
  return { area: "meta", what, state, says, ...more };
}

/** Why something could not be looked at. Meta's own words stay out of it: they can repeat a token. */
export function unseen(what: string, error: UpstreamError): Finding {
  const says = `It could not be looked at: ${WHY[error.failure]}.`;
  return finding(what, "unknown", says, { cure: CURES[error.failure] ?? "Look again in a few minutes." });
}

const WHY: Record<UpstreamError["failure"], string> = {
  throttled: "Meta answers that too many calls were made for now",
  unreachable: "Meta could not be reached",
  unanswered: "Meta gave no answer that can be read",
  unavailable: "Meta answers that something is wrong over there",
  unauthorized: "Meta does not let this token see it",
  rejected: "Meta refuses the question",
};

const CURES: Partial<Record<UpstreamError["failure"], string>> = {
  unauthorized: "Put the access token and its permissions right first.",
  rejected: "Compare WHATSAPP_PHONE_NUMBER_ID and the other ids with those at Meta.",
};
