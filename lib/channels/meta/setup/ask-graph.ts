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
