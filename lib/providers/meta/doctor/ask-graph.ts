import { UpstreamError } from "../../../errors.ts";
import type { UpstreamFetch } from "../../../http/upstream.ts";
import { callGraph } from "../client.ts";
import { type Fields, fields, isObject } from "../fields.ts";
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

/** What is known of an answer that does not have the shape it should have: nothing, not that there is nothing. */
export const unreadable = new UpstreamError("meta", "unanswered", { status: 200 });

/** Members of one thing; no answer about another, or about nothing, is read as one. */
export async function lookAtNode(graph: Graph, id: string, members: string): Promise<Fields | UpstreamError> {
  const answer = await graph.look(id, { fields: members });
  return answer instanceof UpstreamError || answer.id === id ? answer : unreadable;
}

/** The list that stands at a path. */
export async function lookForList(
  graph: Graph,
  path: string,
  query?: Record<string, string>,
  token?: string,
): Promise<Fields[] | UpstreamError> {
  const answer = await graph.look(path, query, token);
  if (answer instanceof UpstreamError) return answer;
  return Array.isArray(answer.data) && answer.data.every(isObject) ? answer.data : unreadable;
}

/** The elements of a list in an answer, each as the members it has. */
export function elementsOf(list: unknown): Fields[] {
  return Array.isArray(list) ? list.map(fields) : [];
}
