import type { ConfiguredMeta } from "../../../config/env.ts";
import type { ToldTemplate } from "../../../domain/templates/told-template.ts";
import { UpstreamError } from "../../../errors.ts";
import type { UpstreamFetch } from "../../../http/upstream.ts";
import { askGraph, unreadable } from "../doctor/ask-graph.ts";
import { fields, isObject } from "../fields.ts";
import { ownAccount } from "./own-account.ts";
import { templateOfNode, text } from "./template-of-node.ts";

const MEMBERS = "name,language,status,category,quality_score,rejected_reason,components";

/**
 * The business account's message templates, page by page.
 * @throws {UpstreamError}
 * @see https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
 */
export async function* listMessageTemplates(
  meta: ConfiguredMeta,
  fetchUpstream: UpstreamFetch,
): AsyncGenerator<ToldTemplate[]> {
  const graph = askGraph(fetchUpstream, meta.accessToken);
  const path = `${await ownAccount(graph, meta)}/message_templates`;
  let after = "";
  do {
    const answer = await graph.look(path, { fields: MEMBERS, limit: "100", ...(after && { after }) });
    if (answer instanceof UpstreamError) throw answer;
    if (!Array.isArray(answer.data) || !answer.data.every(isObject)) throw unreadable;
    yield answer.data.map(templateOfNode).filter(({ externalId, name }) => externalId && name);
    const paging = fields(answer.paging);
    // The last page has a cursor as well, which leads to an empty one.
    after = paging.next === undefined ? "" : text(fields(paging.cursors).after);
  } while (after);
}
